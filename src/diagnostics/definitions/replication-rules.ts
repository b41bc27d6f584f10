import { SERVICE_LIMITS } from '../../facts/limits';
import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ADD_CONFIG = makeS3UserGuideSource('replication-add-config');

/** The Region is undefined if source and destination are the same bucket. */
export const MRAP402_SAME_REGION_REPLICATION = defineDiagnostic<{
  source: string;
  destination: string;
  region?: string;
}>({
  id: 'MRAP402',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Same-Region replication between underlying buckets',
  why:
    'S3 refuses a bucket as its own destination. Two buckets in one Region fail together, and an access point '
    + 'accepts only one of them.',
  message: ({ source, destination, region }) =>
    region === undefined
      ? `bucket ${showValue(source)} replicates to itself, expected another bucket as destination`
      : `buckets ${showValue([source, destination])} are in the same Region, got `
        + `${showValue(region)}, `
        + 'expected one bucket for each Region',
  fix: 'choose buckets in different Regions',
  source: makeS3UserGuideSource('mrap-create-two-way-replication-rules'),
});

export const MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY = defineDiagnostic<{
  source: string;
  what: string;
  value: string | number;
}>({
  id: 'MRAP407',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate rule ID or priority',
  why: 'S3 refuses two rules with the same id, or with the same priority.',
  message: ({ source, what, value }) =>
    `replication rules of bucket ${showValue(source)} have the same ${what}, got ${showValue(value)} `
      + 'more than once, '
    + 'expected different values',
  fix: ({ what }) => `give each rule a different ${what}`,
  source: ADD_CONFIG,
});

export const MRAP408_REPLICATION_LIMITS = defineDiagnostic<{
  source: string;
  what: string;
  got: number;
  limit: number;
}>({
  id: 'MRAP408',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration exceeds the limits of S3',
  why: 'S3 refuses the configuration.',
  message: ({ source, what, got, limit }) =>
    `replication of bucket ${showValue(source)} has too many ${what}, got ${got}, expected at most ${limit}`,
  fix: 'reduce the number',
  source: SERVICE_LIMITS.REPLICATION_RULES.source,
});

export const MRAP410_DELETE_MARKERS_WITH_TAG_FILTER = defineDiagnostic<{ source: string }>({
  id: 'MRAP410',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Delete markers replicated with a tag filter',
  why: 'S3 refuses the rule, because a delete marker has no tags.',
  message: ({ source }) =>
    `replication rule of bucket ${showValue(source)} has a tag filter and replicates delete markers, expected only `
    + 'one of both',
  fix: 'disable the replication of delete markers, or filter by prefix only',
  source: makeS3ApiReferenceSource('API_DeleteMarkerReplication'),
});

/** The minutes are undefined if the metrics are off. */
export const MRAP411_TIME_CONTROL_WITHOUT_METRICS = defineDiagnostic<{ source: string; minutes?: number }>({
  id: 'MRAP411',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication time control without metrics',
  why: 'S3 refuses a rule with time control and without metrics. Both accept only 15 minutes.',
  message: ({ source, minutes }) =>
    `replication of bucket ${showValue(source)} `
    + (minutes === undefined
      ? 'has time control without metrics, expected both'
      : `has a wrong time, got ${minutes} minutes, expected 15`),
  fix: ({ minutes }) => (minutes === undefined ? 'enable the metrics of the replication' : 'set 15 minutes'),
  source: makeS3ApiReferenceSource('API_ReplicationTime'),
});

export const MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT = defineDiagnostic<{ source: string; destination: string }>({
  id: 'MRAP417',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Owner override in one account',
  why:
    'S3 refuses the rule if it declares no account. In one account the owner already owns the replicas, and the '
    + 'override prevents the replication of ACLs.',
  message: ({ source, destination }) =>
    `rule from bucket ${showValue(source)} to ${showValue(destination)} changes the owner of the `
      + 'replicas, '
    + 'got no other account, expected the account of the destination bucket',
  fix: 'declare the account of the destination bucket, or remove the owner override',
  source: makeS3UserGuideSource('replication-change-owner'),
});

export const MRAP440_MIXED_RULE_SCHEMAS = defineDiagnostic<{ got: string }>({
  id: 'MRAP440',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Mixed replication rule schemas',
  why:
    'S3 refuses the configuration. Rules with Prefix and without Filter have the older schema: all have the same '
    + 'destination, and none has a priority, the replication of delete markers, replica modification sync or time '
    + 'control.',
  message: ({ got }) => `replication rules mix two schemas, got ${got}, expected Filter in every rule`,
  fix: 'replace Prefix by Filter in every rule, and add Priority and DeleteMarkerReplication',
  source: ADD_CONFIG,
});

export const MRAP441_REPLICA_KEY_WITHOUT_SELECTION = defineDiagnostic<Record<string, never>>({
  id: 'MRAP441',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Replica key without the selection of encrypted objects',
  why:
    'S3 refuses the configuration. The construct Bucket of aws-cdk-lib renders such a rule for kmsKey without '
    + 'sseKmsEncryptedObjects.',
  message: () => 'replication rule has ReplicaKmsKeyID without SourceSelectionCriteria.SseKmsEncryptedObjects, expected '
    + 'Status "Enabled"',
  fix: 'set SseKmsEncryptedObjects to Enabled, or remove EncryptionConfiguration',
  source: makeS3UserGuideSource('replication-config-for-kms-objects'),
});
