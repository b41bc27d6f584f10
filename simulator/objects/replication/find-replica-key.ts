import { type ReplicationRule } from '../../model/replication';
import { findEncryptionKey } from '../encryption';
import { type StoredVersion } from '../object-version';

/** The ARN of a multi-Region key. The related keys have the same id in other Regions. */
const MULTI_REGION_KEY = /^(arn:[^:]+:kms:)[^:]+(:\d+:key\/mrk-.+)$/;

/** Returns the key with which a rule encrypts replicas in a Region, or undefined if it names none. */
export function findReplicaKey(
  { Destination: { EncryptionConfiguration: encryption } }: ReplicationRule, version: StoredVersion, region: string,
): string | undefined {
  const usesRelatedKey = encryption?.UseSourceMultiRegionKey?.Status === 'Enabled';
  if (!usesRelatedKey || version.kind !== 'object') return encryption?.ReplicaKmsKeyID;
  return findEncryptionKey(version.headers)?.replace(MULTI_REGION_KEY, `$1${region}$2`);
}
