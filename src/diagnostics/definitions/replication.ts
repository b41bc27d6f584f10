import { makeS3ApiReferenceSource, type FactSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const REQUIREMENTS = makeS3UserGuideSource('replication-requirements');
const ADD_CONFIG = makeS3UserGuideSource('replication-add-config');
const KMS = makeS3UserGuideSource('replication-config-for-kms-objects');
const ROLE = makeS3UserGuideSource('setting-repl-config-perm-overview');
const PUT_REPLICATION = makeS3ApiReferenceSource('API_PutBucketReplication');
const MEMBER_REPLICATION = makeS3UserGuideSource('MultiRegionAccessPointBucketReplication');
const TERRAFORM_CYCLE: FactSource = {
  url: 'https://github.com/hashicorp/terraform-provider-aws/issues/749',
  date: '2026-04-13',
};

type VersioningArgs = { bucket: string; side?: 'source' | 'destination'; unknown?: boolean };

export const MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING = defineDiagnostic<VersioningArgs>({
  id: 'MRAP401',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Replicated bucket without versioning',
  why: 'S3 refuses the replication configuration. For a bucket of another application the finding is a warning.',
  message: ({ bucket, side = 'replicated', unknown }) =>
    unknown
      ? `versioning of bucket ${showValue(bucket)} is not known to this application, expected "Enabled"`
      : `${side} bucket ${showValue(bucket)} is not versioned, expected versioning "Enabled"`,
  fix: ({ unknown }) =>
    unknown ? 'verify that versioning is enabled, and acknowledge this warning' : 'enable versioning of the bucket',
  source: REQUIREMENTS,
});
export const MRAP403_MEMBER_REPLICATION_GAPS = defineDiagnostic<{ missing: string[]; expected: number }>({
  id: 'MRAP403',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Member replication has gaps',
  why:
    'S3 does not replicate replicas, so an object never reaches a member to which the bucket of the upload has no '
    + 'rule.',
  message: ({ missing, expected }) =>
    `replication between the members has gaps, got no rules for ${showValue(missing)}, expected ${expected} rules`,
  fix: 'add a rule from each member to each other member, or make members without rules passive',
  source: makeS3UserGuideSource('replication-what-is-isnot-replicated'),
});

export const MRAP404_ONE_WAY_ACTIVE_MEMBERS = defineDiagnostic<{ from: string; to: string }>({
  id: 'MRAP404',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'One-way replication between two active members',
  why:
    'S3 routes requests to the nearest active member. '
    + 'Objects that clients write to a member without rules exist only there, and requests to the other member return '
    + '404.',
  message: ({ from, to }) =>
    `active member ${showValue(from)} has no replication rule to ${showValue(to)}, got a rule for `
      + 'the other '
    + 'direction, '
    + 'expected rules for both directions',
  fix: ({ from, to }) =>
    `add a rule from ${showValue(from)} to ${showValue(to)}, or make ${showValue(from)} `
    + 'passive',
  source: MEMBER_REPLICATION,
});

export const MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC = defineDiagnostic<{ from: string; to: string }>({
  id: 'MRAP405',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'One-way replica modification sync',
  why: 'S3 synchronizes changes of tags, ACLs and locks of replicas only if the rules of both directions enable it.',
  message: ({ from, to }) =>
    `replica modifications are synchronized in one direction, got ${showValue(to)} to `
      + `${showValue(from)}, `
    + `expected ${showValue(from)} to ${showValue(to)} as well`,
  fix: 'enable the synchronization of replica modifications in rules for both directions, or in none',
  source: makeS3UserGuideSource('replication-for-metadata-changes'),
});

export const MRAP406_INCOMPLETE_REPLICATION_RULE = defineDiagnostic<{ missing: string[] }>({
  id: 'MRAP406',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.INFO,
  title: 'Incomplete replication rule',
  why:
    'S3 refuses a rule with Filter, with DeleteMarkerReplication or beside a rule to another destination if it lacks '
    + 'Status, Priority or DeleteMarkerReplication. For other rules, the finding is an info.',
  message: ({ missing }) => `replication rule is incomplete, got no ${missing.join(', ')}, `
    + 'expected Status, Priority and DeleteMarkerReplication',
  fix: ({ missing }) => `add ${missing.join(', ')} to the rule`,
  source: ADD_CONFIG,
});
/** `tag` is the name of a tag in a template or in a call of the API. `exclusion`: the mistake is in Not. */
export const MRAP409_MALFORMED_RULE_FILTER = defineDiagnostic<{
  got: string[]; tag: 'Tag' | 'TagFilter'; exclusion?: boolean;
}>({
  id: 'MRAP409',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Malformed replication rule filter',
  why: 'S3 refuses a filter with several predicates outside of And. And needs two or more predicates.',
  message: ({ got, tag, exclusion }) => `filter of the replication rule is malformed, got ${showValue(got)}, expected `
    + (exclusion
      ? `Not with exactly one of Prefix, ${tag} and Or, and Or with Prefixes or ${tag}s`
      : `Prefix, or ${tag}, or Not with one predicate, or And with two or more predicates`),
  fix: ({ tag, exclusion }) => (exclusion
    ? `name one prefix or tag in Not, or move several into Not.Or, as Prefixes and ${tag}s`
    : 'move several predicates into And, and a single predicate out of it'),
  source: makeS3ApiReferenceSource('API_ReplicationRuleFilter'),
});
/** `property` is the property that declares the key of a bucket without a replication. */
export const MRAP412_REPLICA_KEY_REGION = defineDiagnostic<{ problem: string; expected: string; property?: string }>({
  id: 'MRAP412',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Replica key missing or in the wrong Region',
  why: 'S3 does not verify the key when it accepts the rule. Later, encrypted objects fail to replicate.',
  message: ({ problem, expected, property }) =>
    `${property === undefined ? 'replica key' : `key in ${property}`} ${problem}, expected ${expected}`,
  fix: ({ property }) => (property === undefined
    ? 'set encryptionKeyArn of the destination, in a template ReplicaKmsKeyID, to a KMS key in its Region'
    : `correct the ARN in ${property}`),
  source: KMS,
});

export const MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP413',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Encrypted objects not replicated',
  why:
    'A rule omits objects that are encrypted with SSE-KMS unless it selects them. The bucket encrypts every object '
    + 'with SSE-KMS.',
  message: ({ bucket }) =>
    `replication rule of bucket ${showValue(bucket)} does not select encrypted objects, got a bucket with `
      + 'SSE-KMS, '
    + 'expected SseKmsEncryptedObjects "Enabled"',
  fix:
    'set the encryption of the bucket before you declare its replication, '
    + 'or enable SourceSelectionCriteria.SseKmsEncryptedObjects in the rule and set ReplicaKmsKeyID',
  source: KMS,
});

export const MRAP414_REPLICA_KEY_NOT_SHARED = defineDiagnostic<{ key: string; account: string }>({
  id: 'MRAP414',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Replica key not shared with the destination account',
  why: 'A key that AWS manages cannot be shared between accounts, so encrypted objects fail to replicate.',
  message: ({ key, account }) =>
    `replica key cannot be used in destination account ${account}, got ${showValue(key)}, expected a customer `
    + 'managed key',
  fix: 'use a customer managed key of the destination account',
  source: KMS,
});

/** `unmet`: the condition keys of S3's requests that the statements do not accept, with their values. */
export const MRAP415_REPLICATION_ROLE_PERMISSIONS = defineDiagnostic<{
  action: string; resource: string; unmet?: string[]; denied?: boolean; bounded?: boolean; only?: string[];
}>({
  id: 'MRAP415',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Replication role lacks permissions',
  why:
    'S3 accepts the configuration, but objects fail to replicate. If only tags, deletions or some keys are missing, '
    + 'the finding is a warning.',
  message: ({ action, resource, unmet = [], denied, bounded, only }) => {
    if (only !== undefined) {
      return `replication role is allowed ${action} only on ${showValue(only)}, expected ${showValue(resource)}, `
        + 'which the rule selects';
    }
    if (denied) {
      return `a policy of the replication role denies ${action} on ${showValue(resource)}, expected no such statement`;
    }
    const expected = unmet.length === 0
      ? 'a statement that allows it'
      : `conditions that accept the requests of S3, which have ${showValue(unmet)}`;
    const refusing = bounded
      ? 'permissions boundary does not allow the replication role'
      : 'replication role is not allowed';
    return `${refusing} ${action} on ${showValue(resource)}, expected ${expected}`;
  },
  fix: ({ action, unmet = [], denied, bounded, only }) => {
    if (only !== undefined) return `allow ${action} for all keys of the rule, or limit the rule by a prefix`;
    if (denied) return `remove ${action} from the statement that denies it`;
    if (unmet.length > 0) return 'correct the conditions of the statement';
    return `allow ${action} in ${bounded ? 'the permissions boundary' : 'a policy'} of the role`;
  },
  source: ROLE,
});

export const MRAP416_REPLICATION_ROLE_TRUST = defineDiagnostic<{
  service: string;
  unknown?: boolean;
  denied?: boolean;
  /** Conditions that S3 does not meet, as texts: the key and the values of the policy. */
  conditions?: readonly string[];
}>({
  id: 'MRAP416',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Replication role does not trust S3',
  why: 'S3 accepts the configuration, but no object is replicated. For an imported role the finding is a warning.',
  message: ({ service, unknown, denied = false, conditions = [] }) => {
    if (unknown) {
      return `trust policy of the imported replication role is not known, expected a role that trusts ${service}`;
    }
    if (denied) return `trust policy of the replication role denies ${service}, expected a role that trusts it`;
    return conditions.length > 0
      ? `trust policy of the replication role has a condition that ${service} does not meet, got `
        + `${showValue(conditions)}, expected the account and the ARN of the source bucket`
      : `trust policy of the replication role does not contain ${service}, expected a role that trusts it`;
  },
  fix: ({ unknown }) => (unknown
    ? 'verify the trust policy, and acknowledge this warning'
    : 'allow the service sts:AssumeRole in the trust policy of the role'),
  source: ROLE,
});
export const MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET = defineDiagnostic<{ source: string; destination: string }>({
  id: 'MRAP418',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Locked objects replicated to an unlocked bucket',
  why: 'Objects fail to replicate (DstBucketObjectLockConfigMissing).',
  message: ({ source, destination }) =>
    `source bucket ${showValue(source)} has Object Lock, but destination bucket `
      + `${showValue(destination)} does not, `
    + 'expected it in both',
  fix: 'enable Object Lock of the destination bucket',
  source: REQUIREMENTS,
});

export const MRAP420_ACCESS_POINT_AS_DESTINATION = defineDiagnostic<{ arn: string }>({
  id: 'MRAP420',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Access point used as replication destination',
  why: 'S3 replicates only to buckets, and refuses the configuration.',
  message: ({ arn }) =>
    `destination of replication is an access point, got ${showValue(arn)}, expected the ARN of a bucket`,
  fix: 'declare the ARN of the underlying bucket',
  source: makeS3UserGuideSource('access-points-restrictions-limitations-naming-rules'),
});

export const MRAP421_ARCHIVED_REPLICAS = defineDiagnostic<{ bucket: string; storageClass: string }>({
  id: 'MRAP421',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Archived replicas behind an access point',
  why: 'Requests that S3 routes to the member fail with 403 InvalidObjectState until the object is restored.',
  message: ({ bucket, storageClass }) =>
    `replicas in member ${showValue(bucket)} cannot be read at once, got storage class ${storageClass}, `
      + 'expected a '
    + 'class without restore',
  fix: 'choose a storage class with immediate access; GLACIER_IR has the lowest price',
  source: makeS3UserGuideSource('replication-walkthrough1'),
});

export const MRAP422_TWO_WAY_BUCKET_PROPERTIES = defineDiagnostic<{ first: string; second: string }>({
  id: 'MRAP422',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Two-way replication in bucket properties',
  why: 'S3 refuses a rule whose destination does not exist, and CloudFormation creates one of the two buckets first.',
  message: ({ first, second }) =>
    `buckets ${showValue(first)} and ${showValue(second)} replicate to each other in their own `
      + 'properties, '
    + 'expected rules that are written after both buckets exist',
  fix: 'write the rules with CrossRegionReplication, or with another custom resource that depends on both buckets',
  source: TERRAFORM_CYCLE,
});

export const MRAP423_DESTINATION_DENIES_ROLE = defineDiagnostic<{ bucket: string; role: string; action: string }>({
  id: 'MRAP423',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Destination of another account denies the replication role',
  why:
    'The owner of the destination bucket must allow the role in the bucket policy. Until then, objects fail to '
    + 'replicate.',
  message: ({ bucket, role, action }) =>
    `policy of destination bucket ${showValue(bucket)} does not allow ${action}, expected it for role `
    + `${showValue(role)}`,
  fix: ({ action }) => `allow the role ${action} in the policy of the destination bucket`,
  source: makeS3UserGuideSource('replication-walkthrough-2'),
});

export const MRAP424_EXISTING_OBJECTS_NOT_REPLICATED = defineDiagnostic<{ bucket: string; destination: string }>({
  id: 'MRAP424',
  reportedBy: ['constructs', 'baseline'],
  severity: FindingSeverity.INFO,
  title: 'Existing objects not replicated by a new rule',
  why: 'A rule applies to objects that are written after it. Existing objects need S3 Batch Replication.',
  message: ({ bucket, destination }) =>
    `bucket ${showValue(bucket)} may contain objects that its new rule to ${showValue(destination)} `
    + 'does not replicate, expected a Batch Replication job for them',
  fix: 'run S3 Batch Replication once, and acknowledge this finding',
  source: makeS3UserGuideSource('replication-what-is-isnot-replicated'),
});

export const MRAP425_DIFFERENT_LIFECYCLE_RULES = defineDiagnostic<{ buckets: string[] }>({
  id: 'MRAP425',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Different lifecycle rules on underlying buckets',
  why:
    'S3 replicates neither lifecycle rules nor the deletions that they cause. The same key can exist in one Region '
    + 'and be deleted in another.',
  message: ({ buckets }) =>
    `members ${showValue(buckets)} have different lifecycle rules, expected the same rules`,
  fix: 'declare the same lifecycle rules for all members',
  source: REQUIREMENTS,
});

/** `properties` is the path of a bucket that declares rules in its own properties, beside another writer. */
export const MRAP426_DUPLICATE_REPLICATION_WRITER = defineDiagnostic<{
  bucket: string; paths: string[]; properties?: string;
}>({
  id: 'MRAP426',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate replication writer for one bucket',
  why: 'A bucket has one replication configuration, so the last writer replaces the rules of the first.',
  message: ({ bucket, paths }) =>
    `replication of bucket ${showValue(bucket)} is written more than once, got ${showValue(paths)}, `
      + 'expected one '
    + 'writer',
  fix: ({ paths, properties }) => {
    if (properties === undefined) {
      return 'declare all rules of the bucket in one place: declare each CrossRegionReplication of the bucket in the '
        + 'same stack, or move the rules of the others to the property rules, or to addRule(), of the first';
    }
    const [other] = paths.filter((path) => path !== properties);
    return `remove replicationRules (in a template: ReplicationConfiguration) of ${showValue(properties)} and declare `
      + `these rules in ${showValue(other)}, with rules or addRule(), or remove the bucket from ${showValue(other)}`;
  },
  templateFix:
    'declare all rules of the bucket in one resource: in ReplicationConfiguration of the bucket, or in one custom '
      + 'resource',
  source: PUT_REPLICATION,
});

export const MRAP427_ALARM_REGION = defineDiagnostic<{
  metric: string;
  region: string;
  expected: string;
  side: string;
}>({
  id: 'MRAP427',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Alarm on replication metrics in the wrong Region',
  why: 'S3 publishes latency and pending operations in the Region of the destination, and failures in the Region of '
    + 'the source. In another Region the alarm receives no data.',
  message: ({ metric, region, expected, side }) =>
    `alarm on ${metric} is in the wrong Region, got ${showValue(region)}, expected `
      + `${showValue(expected)}, the `
    + `Region of the ${side} bucket`,
  fix: 'move the alarm to a stack in that Region',
  source: makeS3UserGuideSource('repl-metrics'),
});
