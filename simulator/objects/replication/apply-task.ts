import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type SimulatorSettings } from '../../settings';
import { encryptReplica } from '../encryption';
import { mergeValues, NOT_REPLICATED, type ObjectVersion, type StoredVersion } from '../object-version';
import { findKeyFailure } from './check-keys';
import { type CopyContext, findPermissionFailure, findTaggingFailure, omitUnreadableTags } from './check-permissions';
import { type CopyFailure, type ReplicationTask } from './replication-task';

/** `waits`: another task must create the version first. `obsolete`: the source no longer has the version. */
export type TaskResult = 'done' | 'waits' | 'obsolete' | CopyFailure;

function findDestinationProblem(source: SimulatedBucket, destination: SimulatedBucket): string | undefined {
  if (destination.versioning !== 'Enabled') return 'DstBucketUnversioned';
  return source.hasObjectLock && !destination.hasObjectLock ? 'DstBucketObjectLockConfigMissing' : undefined;
}

function makeReplica(context: CopyContext, version: StoredVersion): StoredVersion {
  const replica = { ...version, isReplica: true, replication: NOT_REPLICATED };
  if (replica.kind !== 'object') return replica;
  const headers = encryptReplica(replica.headers, context.task.replicaKey);
  return omitUnreadableTags(context, { ...replica, headers });
}

function findVersion(bucket: SimulatedBucket, { key, versionId }: ReplicationTask): StoredVersion | undefined {
  return bucket.objects.find(key, versionId);
}

/** Creates the replica of a version. A job does not repeat the copy of a version that was deleted there by its id. */
function copyVersion(context: CopyContext, version: StoredVersion): TaskResult {
  const { settings, task, source, destination } = context;
  if (destination.objects.wasDeleted(task.key, task.versionId)) return 'done';
  const failure = findPermissionFailure(context, version)
    ?? (version.kind === 'object' ? findKeyFailure(settings, task, source, destination, version) : undefined);
  if (failure !== undefined) return failure;
  destination.objects.add(task.key, makeReplica(context, version));
  return 'done';
}

/** Copies the values of a version to its replica. */
function copyValues(context: CopyContext, version: ObjectVersion, replica: ObjectVersion): TaskResult {
  const values = mergeValues(replica.values, version.values);
  const failure = values.tags.order === replica.values.tags.order ? undefined : findTaggingFailure(context);
  if (failure !== undefined) return failure;
  replica.values = values;
  return 'done';
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
  if (destination === undefined) return { code: 'DstBucketNotFound' };
  const code = findDestinationProblem(source, destination);
  if (code !== undefined) return { code };
  const context = { settings, task, source, destination };
  const existing = findVersion(destination, task);
  if (existing?.kind === 'object') return copyValues(context, version as ObjectVersion, existing);
  if (existing !== undefined) return 'done';
  if (task.kind === 'values') return isExpected ? 'waits' : { code: 'DstKeyNotFound' };
  return copyVersion(context, version);
}
