import { type BucketLocation } from '../backlog';
import { showFailure, toFailure } from '../failure';
import { type DrillCheckOutcomeWithDetail, type DrillContext } from './run-check';

const NO_LOCK = 'ObjectLockConfigurationNotFoundError';

/** The default lock of new objects by bucket: whether it exists, or the error of the call that reads it. */
export type DefaultLocks = ReadonlyMap<string, boolean | Error>;

/**
 * Reads whether the members lock new objects by default, for a fixed time or with an event hold. S3 refuses to delete
 * a version while it is locked.
 */
export async function readDefaultLocks({ aws, members }: DrillContext): Promise<DefaultLocks> {
  return new Map(await Promise.all(members.map(async ({ region, bucket }) => {
    const isLocked = aws.call(region, 'GetObjectLockConfiguration', { Bucket: bucket })
      .then(({ ObjectLockConfiguration: found }) => found?.Rule?.DefaultRetention !== undefined);
    return [bucket, await isLocked.catch((error: unknown) =>
      (toFailure(error).code === NO_LOCK ? false : error as Error))] as const;
  })));
}

/**
 * Returns the result of a canary that the drill must not write, or undefined if it can delete the canary in all these
 * buckets. A replica gets the default lock of its bucket.
 */
export function findLockObstacle(
  locks: DefaultLocks, buckets: readonly BucketLocation[],
): DrillCheckOutcomeWithDetail | undefined {
  const locked = buckets.filter(({ bucket }) => locks.get(bucket) === true).map(({ bucket }) => bucket);
  if (locked.length > 0) {
    return ['skipped', `wrote no canary: ${locked.join(', ')} locks new objects by default, so S3 would not delete it`];
  }
  for (const { bucket } of buckets) {
    const lock = locks.get(bucket);
    if (lock instanceof Error) {
      const reason = showFailure(toFailure(lock));
      return ['unknown', `wrote no canary: could not read the Object Lock configuration of ${bucket}: ${reason}`];
    }
  }
  return undefined;
}
