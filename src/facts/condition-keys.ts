import { makeS3UserGuideSource, SERVICE_AUTHORIZATION_SOURCE, type SourcedFact, type VerifiedSource } from './source';

/** A condition key of IAM in the requests with which S3 replicates objects. S3 uses the session of a role. */
export interface ReplicationConditionKey extends SourcedFact {
  /** In lower case, because IAM ignores the case. */
  readonly key: string;
  /** The values in every request; none if the key is absent. Undefined if the templates decide the values. */
  readonly values?: readonly string[];
}

const GLOBAL_KEYS: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  date: '2026-11-29',
  verified: '2026-11-29',
};
const KEYS_OF_KMS: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  date: '2026-11-29',
  verified: '2026-11-29',
};
const EXTERNAL_IDS: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  date: '2026-11-29',
  verified: '2026-11-29',
};
const ENCRYPTED_OBJECTS = makeS3UserGuideSource('replication-config-for-kms-objects', '2026-11-29');

/** The condition keys that the linter evaluates for a replication. The values of all other keys are unknown. */
export const REPLICATION_CONDITION_KEYS: readonly ReplicationConditionKey[] = [
  { key: 'aws:securetransport', values: ['true'], source: GLOBAL_KEYS },
  // S3 does not send its requests through a VPC endpoint.
  { key: 'aws:sourcevpc', values: [], source: GLOBAL_KEYS },
  { key: 'aws:sourcevpce', values: [], source: GLOBAL_KEYS },
  { key: 'aws:vpcsourceip', values: [], source: GLOBAL_KEYS },
  // Both keys are false for the session of a service role.
  { key: 'aws:viaawsservice', values: ['false'], source: GLOBAL_KEYS },
  { key: 'aws:principalisawsservice', values: ['false'], source: GLOBAL_KEYS },
  { key: 'aws:multifactorauthage', values: [], source: GLOBAL_KEYS },
  { key: 'aws:principaltype', values: ['AssumedRole'], source: GLOBAL_KEYS },
  // Only the requests of an IAM user have the key.
  { key: 'aws:username', values: [], source: GLOBAL_KEYS },
  { key: 'aws:principalarn', source: GLOBAL_KEYS },
  { key: 'aws:principalaccount', source: GLOBAL_KEYS },
  // These keys are in the request of s3.amazonaws.com for the session.
  { key: 'aws:sourceaccount', source: GLOBAL_KEYS },
  { key: 'aws:sourcearn', source: GLOBAL_KEYS },
  { key: 'sts:externalid', values: [], source: EXTERNAL_IDS },
  // S3 sends the requests to the bucket itself, and not to an access point.
  { key: 's3:accesspointnetworkorigin', values: [], source: SERVICE_AUTHORIZATION_SOURCE },
  { key: 's3:dataaccesspointaccount', values: [], source: SERVICE_AUTHORIZATION_SOURCE },
  { key: 's3:dataaccesspointarn', values: [], source: SERVICE_AUTHORIZATION_SOURCE },
  { key: 's3:x-amz-server-side-encryption', source: SERVICE_AUTHORIZATION_SOURCE },
  { key: 's3:x-amz-server-side-encryption-aws-kms-key-id', source: SERVICE_AUTHORIZATION_SOURCE },
  { key: 'kms:calleraccount', source: KEYS_OF_KMS },
  { key: 'kms:viaservice', source: KEYS_OF_KMS },
  { key: 'kms:encryptioncontext:aws:s3:arn', source: ENCRYPTED_OBJECTS },
  // Only requests for grants have the key.
  { key: 'kms:grantisforawsresource', values: [], source: KEYS_OF_KMS },
];
