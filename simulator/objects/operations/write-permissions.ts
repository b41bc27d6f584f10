import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type ObjectWrite } from '../../model/objects';
import { addDefaultEncryption } from '../encryption';
import { type KeyUse } from '../key-permissions';

/** Returns the actions that a write needs for the settings that it contains. */
export function findWriteActions({ Tags, ACL, LegalHold, Retention }: Partial<ObjectWrite>): readonly string[] {
  return [
    ...(Tags === undefined || Tags.length === 0 ? [] : ['s3:PutObjectTagging']),
    ...(ACL === undefined ? [] : ['s3:PutObjectAcl']),
    ...(LegalHold === undefined ? [] : ['s3:PutObjectLegalHold']),
    ...(Retention === undefined ? [] : ['s3:PutObjectRetention']),
  ];
}

/** Returns the use of the key that encrypts a new object. */
export function findWriteKeyUses(
  bucket: SimulatedBucket, { Key: key, Headers: headers = {} }: Partial<ObjectWrite> & { readonly Key: string },
): readonly KeyUse[] {
  return [{ action: 'kms:GenerateDataKey', key, headers: addDefaultEncryption(bucket, headers) }];
}

/** Returns the action that a request needs to bypass a retention. */
export function findBypassActions(
  { BypassGovernanceRetention: bypasses }: { readonly BypassGovernanceRetention?: boolean },
): readonly string[] {
  return bypasses === true ? ['s3:BypassGovernanceRetention'] : [];
}
