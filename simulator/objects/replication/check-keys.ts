import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type SimulatorSettings } from '../../settings';
import { encryptReplica } from '../encryption';
import { type KeyUse, makeKeyPermission } from '../key-permissions';
import { type ObjectVersion } from '../object-version';
import { type ReplicationTask } from './replication-task';

type KeyProblem = 'state' | 'permission';

/** Checks the permission of the replication role for a key. An unencrypted object needs none. */
function findProblem(
  settings: SimulatorSettings, role: string, bucket: SimulatedBucket, use: KeyUse,
): KeyProblem | undefined {
  const [, , , , accountId = ''] = role.split(':');
  const permission = makeKeyPermission(settings, accountId, bucket, use);
  if (permission === undefined) return undefined;
  if (settings.keyState(permission.resource) !== 'Enabled') return 'state';
  const arn = `${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/s3-replication`;
  const decision = settings.authorize({
    ...permission, region: bucket.region, accountId, session: { roleArn: role, arn },
  });
  return decision === true ? undefined : 'permission';
}

/**
 * Returns the failure reason of S3 if the replication role cannot decrypt an object, or cannot encrypt its replica. S3
 * has no reason for a missing permission for a key: it cannot read the object, or cannot write the replica.
 */
export function findKeyFailure(
  settings: SimulatorSettings, { role, key, replicaKey }: ReplicationTask, source: SimulatedBucket,
  destination: SimulatedBucket, { headers }: ObjectVersion,
): string | undefined {
  const sourceProblem = findProblem(settings, role, source, { action: 'kms:Decrypt', key, headers });
  if (sourceProblem !== undefined) return sourceProblem === 'state' ? 'SrcKmsKeyInvalidState' : 'SrcGetObjNotPermitted';
  const replica = { action: 'kms:Encrypt', key, headers: encryptReplica(headers, replicaKey) } as const;
  const problem = findProblem(settings, role, destination, replica);
  if (problem === undefined) return undefined;
  return problem === 'state' ? 'DstKmsKeyInvalidState' : 'DstPutObjNotPermitted';
}
