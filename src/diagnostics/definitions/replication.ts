import { LIMITS } from '../../facts/limits';
import { apiReference, type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const REQUIREMENTS = userGuide('replication-requirements');
const ADD_CONFIG = userGuide('replication-add-config');
const KMS = userGuide('replication-config-for-kms-objects');
const ROLE = userGuide('setting-repl-config-perm-overview');
const PUT_REPLICATION = apiReference('API_PutBucketReplication');
const MEMBER_REPLICATION = userGuide('MultiRegionAccessPointBucketReplication');
const TERRAFORM_CYCLE: Source = { url: 'https://github.com/hashicorp/terraform-provider-aws/issues/749', date: '2026-04-13' };

export const MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING = diagnostic<{ bucket: string; side?: 'source' | 'destination'; unknown?: boolean }>({
  id: 'MRAP401',
  severity: FindingSeverity.ERROR,
  title: 'Replicated bucket without versioning',
  why: 'S3 refuses the replication configuration.',
  message: ({ bucket, side = 'replicated', unknown }) => (unknown
    ? `whether bucket ${showValue(bucket)} is versioned is not known here, expected versioning "Enabled"`
    : `${side} bucket ${showValue(bucket)} is not versioned, expected versioning "Enabled"`),
  fix: ({ unknown }) => (unknown ? 'see that it is, and acknowledge this' : 'enable versioning'),
  source: REQUIREMENTS,
});

export const MRAP402_SAME_REGION_REPLICATION = diagnostic<{ source: string; destination: string; region?: string }>({
  id: 'MRAP402',
  severity: FindingSeverity.ERROR,
  title: 'Same-Region replication between underlying buckets',
  why: 'S3 refuses a bucket as its own destination; two buckets in one Region are lost together, and no access point takes both.',
  message: ({ source, destination, region }) => (region === undefined
    ? `bucket ${showValue(source)} would replicate to itself`
    : `buckets ${showValue([source, destination])} are both in region ${showValue(region)}, expected one bucket per region`),
  fix: 'give each bucket of a replication a region of its own',
  source: userGuide('mrap-create-two-way-replication-rules'),
});

export const MRAP403_MEMBER_REPLICATION_GAPS = diagnostic<{ missing: string[]; expected: number }>({
  id: 'MRAP403',
  severity: FindingSeverity.WARNING,
  title: 'Member replication has gaps',
  why: 'Replicas are not replicated again: an object that was put into one member never reaches a member that no rule leads to.',
  message: ({ missing, expected }) => `replication among the members has gaps, got no rule for ${showValue(missing)}, expected ${expected} rules`,
  fix: 'add a rule from every member to every other member',
  source: userGuide('replication-what-is-isnot-replicated'),
});

export const MRAP404_ONE_WAY_ACTIVE_MEMBERS = diagnostic<{ from: string; to: string }>({
  id: 'MRAP404',
  severity: FindingSeverity.WARNING,
  title: 'One-way replication between two active members',
  why: 'Requests are routed to the nearest member: what is put into the second one stays there alone, and the first answers 404.',
  message: ({ from, to }) => `active member ${showValue(from)} does not replicate to ${showValue(to)}, but the other way round`,
  fix: 'add a rule for the other direction, or make the second member passive',
  source: MEMBER_REPLICATION,
});

export const MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC = diagnostic<{ from: string; to: string }>({
  id: 'MRAP405',
  severity: FindingSeverity.WARNING,
  title: 'One-way replica modification sync',
  why: 'Changes of tags, ACLs and locks made to replicas are synchronized only if both directions ask for it.',
  message: ({ from, to }) => `replica modifications are synchronized from ${showValue(to)} to ${showValue(from)}, but not from ${showValue(from)} to ${showValue(to)}`,
  fix: 'enable ReplicaModifications in the rules of both directions',
  source: userGuide('replication-for-metadata-changes'),
});

export const MRAP406_INCOMPLETE_REPLICATION_RULE = diagnostic<{ missing: string[] }>({
  id: 'MRAP406',
  severity: FindingSeverity.ERROR,
  title: 'Incomplete replication rule',
  why: 'A rule with Filter must have Status, Priority and DeleteMarkerReplication too: S3 refuses the configuration.',
  message: ({ missing }) => `replication rule with Filter lacks ${showValue(missing)}`,
  fix: ({ missing }) => `add ${missing.join(', ')} to the rule`,
  source: ADD_CONFIG,
});

export const MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY = diagnostic<{ source: string; what: string; value: string | number }>({
  id: 'MRAP407',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate rule ID or priority',
  why: 'S3 refuses the configuration.',
  message: ({ source, what, value }) => `replication rules of bucket ${showValue(source)} have the same ${what}, got ${showValue(value)} more than once`,
  fix: ({ what }) => `give each rule its own ${what}`,
  source: userGuide('replication-add-config'),
});

export const MRAP408_REPLICATION_LIMITS = diagnostic<{ source: string; what: string; got: number; limit: number }>({
  id: 'MRAP408',
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration exceeds the limits of S3',
  why: 'S3 refuses the configuration.',
  message: ({ source, what, got, limit }) => `replication of bucket ${showValue(source)} has too many ${what}, got ${got}, expected at most ${limit}`,
  fix: 'shorten it',
  source: LIMITS.REPLICATION_RULES.source,
});

export const MRAP409_MALFORMED_RULE_FILTER = diagnostic<{ got: string[] }>({
  id: 'MRAP409',
  severity: FindingSeverity.ERROR,
  title: 'Malformed replication rule filter',
  why: 'S3 refuses a filter with several predicates side by side; And is for joining two or more.',
  message: ({ got }) => `filter of the replication rule has ${showValue(got)}, expected one of Prefix, TagFilter, or And with two or more predicates`,
  fix: 'join several predicates with And, and write a single one alone',
  source: apiReference('API_ReplicationRuleFilter'),
});

export const MRAP410_DELETE_MARKERS_WITH_TAG_FILTER = diagnostic<{ source: string }>({
  id: 'MRAP410',
  severity: FindingSeverity.ERROR,
  title: 'Delete markers replicated with a tag filter',
  why: 'A delete marker has no tags; S3 refuses the rule.',
  message: ({ source }) => `replication of bucket ${showValue(source)} filters by tags and replicates delete markers`,
  fix: 'do not replicate delete markers, or filter by prefix alone',
  source: apiReference('API_DeleteMarkerReplication'),
});

export const MRAP411_TIME_CONTROL_WITHOUT_METRICS = diagnostic<{ source: string; minutes?: number }>({
  id: 'MRAP411',
  severity: FindingSeverity.ERROR,
  title: 'Replication time control without metrics',
  why: 'S3 refuses the rule; it knows no other figure than 15 minutes.',
  message: ({ source, minutes }) => `replication of bucket ${showValue(source)} ${minutes === undefined
    ? 'has time control but no metrics' : `asks for ${minutes} minutes, expected 15`}`,
  fix: ({ minutes }) => (minutes === undefined ? 'leave metrics on' : 'ask for 15 minutes'),
  source: apiReference('API_ReplicationTime'),
});

export const MRAP412_REPLICA_KEY_REGION = diagnostic<{ problem: string; expected: string }>({
  id: 'MRAP412',
  severity: FindingSeverity.ERROR,
  title: 'Replica key missing or in the wrong Region',
  why: 'S3 accepts any key and does not check it; every encrypted object then fails to replicate.',
  message: ({ problem, expected }) => `replica key ${problem}, expected ${expected}`,
  fix: 'set ReplicaKmsKeyID to a key in the Region of the destination',
  source: KMS,
});

export const MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED = diagnostic<{ bucket: string }>({
  id: 'MRAP413',
  severity: FindingSeverity.WARNING,
  title: 'Encrypted objects not replicated',
  why: 'Objects encrypted with SSE-KMS are skipped unless the rule selects them, and the bucket encrypts everything so.',
  message: ({ bucket }) => `bucket ${showValue(bucket)} encrypts with SSE-KMS, but its replication rule does not select such objects`,
  fix: 'enable SourceSelectionCriteria.SseKmsEncryptedObjects and name a ReplicaKmsKeyID',
  source: KMS,
});

export const MRAP414_REPLICA_KEY_NOT_SHARED = diagnostic<{ key: string; account: string }>({
  id: 'MRAP414',
  severity: FindingSeverity.ERROR,
  title: 'Replica key not shared with the destination account',
  why: 'The key of AWS\'s own cannot be shared: every encrypted object fails to replicate.',
  message: ({ key, account }) => `replica key ${showValue(key)} cannot be used for a destination of account ${account}, expected a customer managed key`,
  fix: 'use a customer managed key of the destination\'s account',
  source: KMS,
});

export const MRAP415_REPLICATION_ROLE_PERMISSIONS = diagnostic<{ action: string; resource: string }>({
  id: 'MRAP415',
  severity: FindingSeverity.ERROR,
  title: 'Replication role lacks permissions',
  why: 'S3 accepts the configuration, and then objects fail to replicate. Where only tags or deletions stay behind it is a warning.',
  message: ({ action, resource }) => `replication role lacks ${action} on ${showValue(resource)}`,
  fix: ({ action }) => `allow the role ${action}`,
  source: ROLE,
});

export const MRAP416_REPLICATION_ROLE_TRUST = diagnostic<{ service: string; unknown?: boolean }>({
  id: 'MRAP416',
  severity: FindingSeverity.ERROR,
  title: 'Replication role does not trust S3',
  why: 'S3 accepts the configuration, and then every object fails to replicate.',
  message: ({ service, unknown }) => (unknown
    ? `whether the imported replication role trusts ${service} is not known here`
    : `replication role does not trust ${service}`),
  fix: ({ unknown }) => (unknown ? 'see that it does, and acknowledge this' : 'let the service assume the role (sts:AssumeRole)'),
  source: ROLE,
});

export const MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT = diagnostic<{ source: string; destination: string }>({
  id: 'MRAP417',
  severity: FindingSeverity.ERROR,
  title: 'Owner override in one account',
  why: 'The owner of the destination owns the replicas already; S3 refuses the rule without an account, and with the same one breaks the replication of ACLs.',
  message: ({ source, destination }) => `rule from bucket ${showValue(source)} to ${showValue(destination)} hands replicas to the owner of the destination, got no other account`,
  fix: 'give the account of the destination bucket, or leave the owner alone',
  source: userGuide('replication-change-owner'),
});

export const MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET = diagnostic<{ source: string; destination: string }>({
  id: 'MRAP418',
  severity: FindingSeverity.ERROR,
  title: 'Locked objects replicated to an unlocked bucket',
  why: 'Objects fail to replicate (DstBucketObjectLockConfigMissing).',
  message: ({ source, destination }) => `source bucket ${showValue(source)} has Object Lock, destination ${showValue(destination)} has not`,
  fix: 'enable Object Lock on the destination',
  source: REQUIREMENTS,
});

export const MRAP420_ACCESS_POINT_AS_DESTINATION = diagnostic<{ arn: string }>({
  id: 'MRAP420',
  severity: FindingSeverity.ERROR,
  title: 'Access point used as replication destination',
  why: 'S3 replicates to buckets only, and refuses the configuration.',
  message: ({ arn }) => `destination of replication is an access point, got ${showValue(arn)}, expected the ARN of a bucket`,
  fix: 'name the bucket behind it',
  source: userGuide('access-points-restrictions-limitations-naming-rules'),
});

export const MRAP421_ARCHIVED_REPLICAS = diagnostic<{ bucket: string; storageClass: string }>({
  id: 'MRAP421',
  severity: FindingSeverity.WARNING,
  title: 'Archived replicas behind an access point',
  why: 'Requests that are routed to the member fail with 403 InvalidObjectState until someone restores the object.',
  message: ({ bucket, storageClass }) => `replicas in member ${showValue(bucket)} have storage class ${storageClass}, expected one that can be read at once`,
  fix: 'choose a storage class that can be read at once, GLACIER_IR being the cheapest',
  source: userGuide('replication-walkthrough1'),
});

export const MRAP422_TWO_WAY_BUCKET_PROPERTIES = diagnostic<{ first: string; second: string }>({
  id: 'MRAP422',
  severity: FindingSeverity.ERROR,
  title: 'Two-way replication in bucket properties',
  why: 'S3 refuses a configuration whose destination does not exist yet, and one of the two buckets is always made first.',
  message: ({ first, second }) => `buckets ${showValue(first)} and ${showValue(second)} replicate to each other by their own properties, so neither can be made first`,
  fix: 'put the replication by a custom resource that depends on both buckets, as CrossRegionReplication does',
  source: TERRAFORM_CYCLE,
});

export const MRAP423_DESTINATION_DENIES_ROLE = diagnostic<{ bucket: string; role: string }>({
  id: 'MRAP423',
  severity: FindingSeverity.WARNING,
  title: 'Destination of another account denies the replication role',
  why: 'The owner of the destination must allow the role in the bucket policy; until then every object fails to replicate.',
  message: ({ bucket, role }) => `policy of destination ${showValue(bucket)} does not allow role ${showValue(role)} s3:ReplicateObject`,
  fix: 'allow the role s3:ReplicateObject and s3:ReplicateDelete in the policy of the destination',
  source: userGuide('replication-walkthrough-2'),
});

export const MRAP424_EXISTING_OBJECTS_NOT_REPLICATED = diagnostic<{ bucket: string; destination: string }>({
  id: 'MRAP424',
  severity: FindingSeverity.INFO,
  title: 'Existing objects not replicated by a new rule',
  why: 'Rules are for objects that come after them; what is there already needs Batch Replication.',
  message: ({ bucket, destination }) => `bucket ${showValue(bucket)} exists and newly replicates to ${showValue(destination)}; its present objects stay behind`,
  fix: 'run S3 Batch Replication once, or acknowledge this',
  source: userGuide('replication-what-is-isnot-replicated'),
});

export const MRAP425_DIFFERENT_LIFECYCLE_RULES = diagnostic<{ buckets: string[] }>({
  id: 'MRAP425',
  severity: FindingSeverity.WARNING,
  title: 'Different lifecycle rules on underlying buckets',
  why: 'Lifecycle rules and what they delete are not replicated: the same key is there through one Region and gone through another.',
  message: ({ buckets }) => `members ${showValue(buckets)} have different lifecycle rules, expected the same`,
  fix: 'give all members the same lifecycle rules',
  source: REQUIREMENTS,
});

export const MRAP426_DUPLICATE_REPLICATION_WRITER = diagnostic<{ bucket: string; paths: string[] }>({
  id: 'MRAP426',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate replication writer for one bucket',
  why: 'A bucket has one configuration: whichever is put last replaces all rules of the other.',
  message: ({ bucket, paths }) => `replication of bucket ${showValue(bucket)} is written more than once, got ${showValue(paths)}`,
  fix: 'declare all rules in one place',
  source: PUT_REPLICATION,
});

export const MRAP427_ALARM_REGION = diagnostic<{ metric: string; region: string; expected: string; side: string }>({
  id: 'MRAP427',
  severity: FindingSeverity.WARNING,
  title: 'Alarm on replication metrics in the wrong Region',
  why: 'Latency and pending figures are published in the Region of the destination, failures in that of the source: the alarm never gets data.',
  message: ({ metric, region, expected, side }) => `alarm on ${metric} is in ${showValue(region)}, expected ${showValue(expected)}, the region of the ${side}`,
  fix: 'put the alarm into a stack of that region',
  source: userGuide('repl-metrics'),
});
