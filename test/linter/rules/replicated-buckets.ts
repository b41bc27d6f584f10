import { make } from '../support';

export const TO = 'arn:aws:s3:::media-virginia';
export const source = (rules: unknown[], properties = {}, role?: unknown) =>
  make.bucket('media-ireland', { ...make.replication(rules, role), ...properties });
export const one = (fields = {}, target = {}) => ({ Bucket: source([make.rule(TO, fields, target)]) });
export const kms = (key?: unknown, algorithm: unknown = 'aws:kms') => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      { ServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: key } },
    ],
  },
});
export const ENCRYPTED = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } };
export const key = (arn: unknown) => ({ EncryptionConfiguration: { ReplicaKmsKeyID: arn } });
export const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';
