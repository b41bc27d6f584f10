import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type SimulatorSettings } from '../../settings';
import { encryptReplica } from '../encryption';
import { mergeValues, NOT_REPLICATED, type ObjectVersion, type StoredVersion } from '../object-version';
import { findKeyFailure } from './check-keys';
import { type ReplicationTask } from './replication-task';

/** `waits`: another task must create the version first. `obsolete`: the source no longer has the version. */
export type TaskResult = 'done' | 'waits' | 'obsolete' | { readonly failure: string };

function findLockProblem(source: SimulatedBucket, destination: SimulatedBucket): string | undefined {
  return source.hasObjectLock && !destination.hasObjectLock ? 'DstBucketObjectLockConfigMissing' : undefined;
}

function makeReplica(version: StoredVersion, replicaKey: string | undefined): StoredVersion {
  const replica = { ...version, isReplica: true, replication: NOT_REPLICATED };
  return replica.kind === 'object' ? { ...replica, headers: encryptReplica(replica.headers, replicaKey) } : replica;
}

function findVersion(bucket: SimulatedBucket, { key, versionId }: ReplicationTask): StoredVersion | undefined {
  return bucket.objects.find(key, versionId);
}

/**
 * Copies the version or the values of a task into its destination.
 *
 * @param isExpected whether another task creates the version in the destination
 */
export function applyTask(
  settings: SimulatorSettings,
  task: ReplicationTask,
  source: SimulatedBucket | undefined,
  destination: SimulatedBucket | undefined,
  isExpected: boolean,
): TaskResult {
  const version = source === undefined ? undefined : findVersion(source, task);
  if (source === undefined || version === undefined) return 'obsolete';
  if (destination === undefined) return { failure: 'DstBucketNotFound' };
  if (destination.versioning !== 'Enabled') return { failure: 'DstBucketUnversioned' };
  const lockProblem = findLockProblem(source, destination);
  if (lockProblem !== undefined) return { failure: lockProblem };
  const existing = findVersion(destination, task);
  if (existing === undefined) {
    if (task.kind === 'values') return isExpected ? 'waits' : { failure: 'DstKeyNotFound' };
    // A job does not repeat the copy of a version that the destination deleted by its id.
    if (destination.objects.wasDeleted(task.key, task.versionId)) return 'done';
    const failure = version.kind === 'object'
      ? findKeyFailure(settings, task, source, destination, version) : undefined;
    if (failure !== undefined) return { failure };
    destination.objects.add(task.key, makeReplica(version, task.replicaKey));
  } else if (existing.kind === 'object') {
    existing.values = mergeValues(existing.values, (version as ObjectVersion).values);
  }
  return 'done';
}
