import { isDeepStrictEqual } from 'node:util';
import { type PublicAccessBlock } from '../model/control';
import { type AsyncOperationFailure, type SimulatorSettings } from '../settings';
import { type SimulatedAccessPoint } from './access-point';
import { type RequestedBucket } from './members';
import { findMutationConflict } from './mutation-conflict';
import { ServiceError } from './service-error';

const OWNED = 'MultiRegionAccessPointAlreadyOwnedByYou';
const OWNED_MESSAGE = 'You already have a Multi-Region Access Point with the same name';

function refuseOwnedName(settings: SimulatorSettings): AsyncOperationFailure {
  if (settings.duplicateName === 'synchronous') throw new ServiceError(OWNED, OWNED_MESSAGE);
  return { code: OWNED, message: OWNED_MESSAGE };
}

function bucketKeys(candidates: readonly RequestedBucket[]): Set<string> {
  return new Set(candidates.map(({ bucket, accountId }) => `${accountId} ${bucket}`));
}

function resumesPartialCreate(
  existing: SimulatedAccessPoint, candidates: readonly RequestedBucket[], block: PublicAccessBlock,
  settings: SimulatorSettings,
): boolean {
  const hasSameBuckets = isDeepStrictEqual(bucketKeys(candidates), bucketKeys(existing.members));
  const hasSameBlock = isDeepStrictEqual(block, existing.publicAccessBlock);
  return (
    settings.createOverPartial === 'resumes'
    && existing.status === 'PARTIALLY_CREATED'
    && hasSameBuckets
    && hasSameBlock
  );
}

/**
 * Finds the failure of a create with an existing name. Throws if S3 refuses the create. There is no failure if S3
 * resumes the create of a partially created access point.
 */
export function findNameConflict(
  existing: SimulatedAccessPoint, candidates: readonly RequestedBucket[], block: PublicAccessBlock,
  settings: SimulatorSettings,
): AsyncOperationFailure | undefined {
  if (resumesPartialCreate(existing, candidates, block, settings)) return undefined;
  const isChanging = existing.status === 'CREATING' || existing.status === 'DELETING';
  const conflict = isChanging && settings.createInFlight === 'operation-aborted'
    ? findMutationConflict(existing, 'CreateMultiRegionAccessPoint', settings)
    : undefined;
  return conflict ?? refuseOwnedName(settings);
}
