import { isDeepStrictEqual } from 'node:util';
import { type PublicAccessBlock } from '../model/control';
import { type AsyncFailure, type Settings } from '../settings';
import { type AccessPoint } from './access-point';
import { conflictOf } from './in-flight';
import { type Candidate } from './members';
import { ServiceError } from './service-error';

const OWNED = 'MultiRegionAccessPointAlreadyOwnedByYou';
const OWNED_MESSAGE = 'You already have a Multi-Region Access Point with the same name';

function alreadyOwned(settings: Settings): AsyncFailure {
  if (settings.duplicateName === 'synchronous') throw new ServiceError(OWNED, OWNED_MESSAGE);
  return { code: OWNED, message: OWNED_MESSAGE };
}

function bucketsOf(candidates: readonly Candidate[]): Set<string> {
  return new Set(candidates.map(({ bucket, accountId }) => `${accountId} ${bucket}`));
}

function resumes(existing: AccessPoint, candidates: readonly Candidate[], block: PublicAccessBlock, settings: Settings): boolean {
  return settings.createOverPartial === 'resumes' && existing.status === 'PARTIALLY_CREATED'
    && isDeepStrictEqual(bucketsOf(candidates), bucketsOf(existing.members)) && isDeepStrictEqual(block, existing.publicAccessBlock);
}

/** What a create over an existing name meets: it is refused, will fail, or (undefined) takes up what was left half made. */
export function refusalOfTakenName(
  existing: AccessPoint, candidates: readonly Candidate[], block: PublicAccessBlock, settings: Settings,
): AsyncFailure | undefined {
  if (resumes(existing, candidates, block, settings)) return undefined;
  const changing = existing.status === 'CREATING' || existing.status === 'DELETING';
  const conflict = changing && settings.createInFlight === 'operation-aborted'
    ? conflictOf(existing, 'CreateMultiRegionAccessPoint', settings)
    : undefined;
  return conflict ?? alreadyOwned(settings);
}
