import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type SimulatorSettings } from '../../settings';
import { encryptReplica } from '../encryption';
import { type KeyUse, makeKeyPermission } from '../key-permissions';
import { type ObjectVersion } from '../object-version';
import { findDenial } from './replication-role';
import { type CopyFailure, type ReplicationTask } from './replication-task';

/** The codes of a key that is not enabled, and of a role that may not use it. */
interface KeyFailureCodes {
  readonly state: string;
  readonly permission: string;
}

/** Checks the permission of the replication role for a key. An unencrypted object needs none. */
function findFailure(
  settings: SimulatorSettings, role: string, bucket: SimulatedBucket, use: KeyUse, codes: KeyFailureCodes,
): CopyFailure | undefined {
  const [, , , , accountId = ''] = role.split(':');
  const permission = makeKeyPermission(settings, accountId, bucket, use);
  if (permission === undefined) return undefined;
  const keyState = settings.keyState(permission.resource);
  if (keyState !== 'Enabled') return { code: codes.state, reason: `${permission.resource} is ${keyState}` };
  const reason = findDenial(settings, role, bucket, permission);
  return reason === undefined ? undefined : { code: codes.permission, reason };
}

/**
 * Returns the failure of S3 if the replication role cannot decrypt an object, or cannot encrypt its replica. S3 has no
 * code for a missing permission for a key: it cannot read the object, or cannot write the replica.
 */
export function findKeyFailure(
  settings: SimulatorSettings, { role, key, replicaKey }: ReplicationTask, source: SimulatedBucket,
  destination: SimulatedBucket, { headers }: ObjectVersion,
): CopyFailure | undefined {
  const replica = encryptReplica(headers, replicaKey);
  return findFailure(settings, role, source, { action: 'kms:Decrypt', key, headers }, {
    state: 'SrcKmsKeyInvalidState', permission: 'SrcGetObjNotPermitted',
  }) ?? findFailure(settings, role, destination, { action: 'kms:Encrypt', key, headers: replica }, {
    state: 'DstKmsKeyInvalidState', permission: 'DstPutObjNotPermitted',
  });
}
