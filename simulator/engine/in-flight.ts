import { type AsyncOperationName } from '../model/control';
import { type AsyncFailure, type Settings } from '../settings';
import { type AccessPoint } from './access-point';
import { operationAborted } from './service-error';

type Mutation = AsyncOperationName | 'SubmitMultiRegionAccessPointRoutes';

function isHeldUp(accessPoint: AccessPoint, incoming: Mutation, settings: Settings): boolean {
  return accessPoint.busy.some((inFlight) => settings.conflicts(inFlight, incoming));
}

/** The one way to refuse a conflict that every mutation has. */
export function refuseInFlight(accessPoint: AccessPoint, incoming: Mutation, settings: Settings): void {
  if (isHeldUp(accessPoint, incoming, settings)) throw operationAborted();
}

/** Refuses a conflict, or returns what the operation will fail with where it is accepted nevertheless. */
export function conflictOf(accessPoint: AccessPoint, incoming: AsyncOperationName, settings: Settings): AsyncFailure | undefined {
  if (settings.conflict === 'synchronous') {
    refuseInFlight(accessPoint, incoming, settings);
    return undefined;
  }
  if (!isHeldUp(accessPoint, incoming, settings)) return undefined;
  return accessPoint.status === 'CREATING' && incoming === 'PutMultiRegionAccessPointPolicy'
    ? { code: 'MultiRegionAccessPointNotReady', message: 'The Multi-Region Access Point is not ready' }
    : { code: 'MultiRegionAccessPointModifiedByAnotherRequest', message: 'Another request is modifying the Multi-Region Access Point' };
}
