import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type ObjectHeaders } from '../../model/objects';
import { type SimulatorSettings } from '../../settings';
import { makeReplicaConditions } from '../condition-keys';
import { encryptReplica, findEncryptionKey } from '../encryption';
import { type ObjectVersion, type StoredVersion } from '../object-version';
import { findDenial } from './replication-role';
import { type CopyFailure, type ReplicationTask } from './replication-task';

/** A copy, with its buckets. */
export interface CopyContext {
  readonly settings: SimulatorSettings;
  readonly task: ReplicationTask;
  readonly source: SimulatedBucket;
  readonly destination: SimulatedBucket;
}

interface Requirement {
  /** One of these actions is sufficient. */
  readonly actions: readonly string[];
  readonly bucket: SimulatedBucket;
  /** Whether the actions concern the bucket instead of the object. */
  readonly isBucketAction?: boolean;
  readonly headers?: ObjectHeaders;
  readonly role?: string;
  readonly code: string;
}

/** Returns the denial of the first action, if no action is allowed. */
function findReason({ settings, task }: CopyContext, requirement: Requirement): string | undefined {
  const { actions, bucket: { name, accountId, policy }, isBucketAction = false, headers = {}, role } = requirement;
  const resource = `arn:aws:s3:::${name}${isBucketAction ? '' : `/${task.key}`}`;
  const conditions = makeReplicaConditions(headers, requirement.bucket, settings);
  let first: string | undefined;
  for (const action of actions) {
    const denial = findDenial(settings, role ?? task.role, requirement.bucket, {
      action, resource, bucket: { name, accountId, policy }, conditions,
    });
    if (denial === undefined) return undefined;
    first ??= denial;
  }
  return first;
}

function findFailure(context: CopyContext, requirements: readonly Requirement[]): CopyFailure | undefined {
  for (const requirement of requirements) {
    const reason = findReason(context, requirement);
    if (reason !== undefined) return { code: requirement.code, reason };
  }
  return undefined;
}

const GET_TAGS = ['s3:GetObjectVersionTagging'];
/** The permission to replicate objects includes their tags. */
const REPLICATE_TAGS = ['s3:ReplicateTags', 's3:ReplicateObject'];

function listSourceRequirements({ source, task }: CopyContext, version: StoredVersion): readonly Requirement[] {
  const readCode = 'SrcGetObjNotPermitted';
  const isJob = task.jobRole !== undefined;
  const read = (...actions: string[]): Requirement => ({ actions, bucket: source, code: readCode });
  return [
    ...(isJob ? [{ ...read('s3:InitiateReplication'), role: task.jobRole }] : []),
    ...['s3:GetReplicationConfiguration', 's3:ListBucket'].map((action) => ({ ...read(action), isBucketAction: true })),
    ...(version.kind === 'delete-marker' ? [] : [
      // The second action does not include objects with a KMS key.
      read('s3:GetObjectVersionForReplication', ...findEncryptionKey(version.headers) ? [] : ['s3:GetObjectVersion']),
      read('s3:GetObjectVersionAcl'),
      ...(source.hasObjectLock ? [read('s3:GetObjectRetention'), read('s3:GetObjectLegalHold')] : []),
    ]),
  ];
}

/**
 * Returns the failure of S3 if the replication role lacks a permission for a copy. The permission for tags is not
 * necessary: S3 then copies the object without its tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function findPermissionFailure(context: CopyContext, version: StoredVersion): CopyFailure | undefined {
  const { destination, task: { replicaKey } } = context;
  const write: Requirement = version.kind === 'delete-marker'
    ? { actions: ['s3:ReplicateDelete'], bucket: destination, code: 'DstDelObjNotPermitted' }
    : {
      actions: ['s3:ReplicateObject'],
      bucket: destination,
      headers: encryptReplica(version.headers, replicaKey),
      code: 'DstPutObjNotPermitted',
    };
  return findFailure(context, [...listSourceRequirements(context, version), write]);
}

/** Returns the failure of S3 if the replication role may not copy changed tags. */
export function findTaggingFailure(context: CopyContext): CopyFailure | undefined {
  return findFailure(context, [
    { actions: GET_TAGS, bucket: context.source, code: 'SrcGetTaggingNotPermitted' },
    { actions: REPLICATE_TAGS, bucket: context.destination, code: 'DstPutTaggingNotPermitted' },
  ]);
}

/** Removes the tags of a replica whose replication role may not read them. */
export function omitUnreadableTags(context: CopyContext, replica: ObjectVersion): ObjectVersion {
  const { tags } = replica.values;
  if (tags.value.length === 0 || findTaggingFailure(context) === undefined) return replica;
  // A later copy of the tags must win.
  return { ...replica, values: { ...replica.values, tags: { value: [], order: 0 } } };
}
