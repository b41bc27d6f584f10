import { type FactSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const KEY_POLICY: FactSource = {
  url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
  date: '2026-04-13',
};

export const MRAP222_AWS_MANAGED_KEY_EXCLUDES_GRANTEE = defineDiagnostic<{ grantee: string; keys: readonly string[] }>({
  id: 'MRAP222',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'AWS managed key excludes the grantee',
  why:
    'The policy of an AWS managed key allows only principals of its account, and no account can change the policy. '
    + 'Requests of services and of other accounts for objects that are encrypted with the key fail with 403.',
  message: ({ grantee, keys }) =>
    `access of ${grantee} cannot take effect, got members that encrypt with the AWS managed keys ${showValue(keys)}, `
    + 'expected customer managed keys',
  fix: 'encrypt the members with customer managed keys, and encrypt existing objects again',
  source: makeS3UserGuideSource('UsingKMSEncryption'),
});

/** `json` contains the statements for the policy of the key. */
export const MRAP223_KEY_OF_ANOTHER_ACCOUNT = defineDiagnostic<{ key: string; account: string; json: string }>({
  id: 'MRAP223',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Key of another account',
  why:
    'Only the owner of a key can allow other accounts in its policy. Until then, requests for objects that are '
    + 'encrypted with the key fail with 403, and their replication fails.',
  message: ({ key, account, json }) =>
    `key ${showValue(key)} belongs to account ${account}, whose owner must add ${json}`,
  fix: 'let the owner of the account add the statements of keyPolicy to the policy of the key, and acknowledge this '
    + 'warning',
  source: KEY_POLICY,
});

export const MRAP448_KEY_NOT_DECLARED = defineDiagnostic<{ bucket: string; key: string; declared?: string }>({
  id: 'MRAP448',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Key of a bucket that is not declared',
  why:
    'Grants and the replication role allow the declared key. Clients cannot read objects that S3 encrypts with another '
    + 'key, and S3 does not replicate them.',
  message: ({ bucket, key, declared }) =>
    `bucket ${showValue(bucket)} encrypts with another key than declared, got ${key}, expected `
    + (declared === undefined ? 'no KMS key' : showValue(declared)),
  fix: 'declare the key with UnderlyingBucketEncryption.kmsKeys, or as encryptionKeyArn of the underlying bucket',
  source: makeS3UserGuideSource('UsingKMSEncryption'),
});
