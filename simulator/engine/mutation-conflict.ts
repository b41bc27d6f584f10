import { type AsyncOperationName } from '../model/control';
import { type AsyncOperationFailure, type SimulatorSettings } from '../settings';
import { type SimulatedAccessPoint } from './access-point';
import { operationAbortedError } from './service-error';

type Mutation = AsyncOperationName | 'SubmitMultiRegionAccessPointRoutes';

function isBlocked(accessPoint: SimulatedAccessPoint, incoming: Mutation, settings: SimulatorSettings): boolean {
  return accessPoint.mutationsInFlight.some((inFlight) => settings.conflicts(inFlight, incoming));
}

/** Refuses a mutation that conflicts with a mutation in progress. */
export function refuseDuringAnotherMutation(
  accessPoint: SimulatedAccessPoint, incoming: Mutation, settings: SimulatorSettings,
): void {
  if (isBlocked(accessPoint, incoming, settings)) throw operationAbortedError();
}

/** Refuses a conflict, or returns the later failure if the settings accept conflicting operations. */
export function findMutationConflict(
  accessPoint: SimulatedAccessPoint, incoming: AsyncOperationName, settings: SimulatorSettings,
): AsyncOperationFailure | undefined {
  if (settings.conflict === 'synchronous') {
    refuseDuringAnotherMutation(accessPoint, incoming, settings);
    return undefined;
  }
  if (!isBlocked(accessPoint, incoming, settings)) return undefined;
  return accessPoint.status === 'CREATING' && incoming === 'PutMultiRegionAccessPointPolicy'
    ? { code: 'MultiRegionAccessPointNotReady', message: 'The Multi-Region Access Point is not ready' }
    : {
      code: 'MultiRegionAccessPointModifiedByAnotherRequest',
      message: 'Another request is modifying the Multi-Region Access Point',
    };
}
