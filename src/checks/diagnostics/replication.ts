import { LIMITS } from '../../facts/limits';
import { apiReference, type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const REQUIREMENTS = userGuide('replication-requirements');
const ADD_CONFIG = userGuide('replication-add-config');
const KMS = userGuide('replication-config-for-kms-objects');
const ROLE = userGuide('setting-repl-config-perm-overview');
const PUT_REPLICATION = apiReference('API_PutBucketReplication');
const MEMBER_REPLICATION = userGuide('MultiRegionAccessPointBucketReplication');
const TERRAFORM_CYCLE: Source = { url: 'https://github.com/hashicorp/terraform-provider-aws/issues/749', date: '2026-04-13' };

export const MRAP401 = diagnostic<{ bucket: string; side?: 'source' | 'destination'; unknown?: boolean }>({
  id: 'MRAP401',
  row: 'C1',
  severity: FindingSeverity.ERROR,
  title: 'Replicated bucket without versioning',
  why: 'S3 refuses the replication configuration.',
  message: ({ bucket, side = 'replicated', unknown }) => (unknown
    ? `whether bucket ${show(bucket)} is versioned is not known here, expected versioning "Enabled"`
    : `${side} bucket ${show(bucket)} is not versioned, expected versioning "Enabled"`),
  fix: ({ unknown }) => (unknown ? 'see that it is, and acknowledge this' : 'enable versioning'),
  source: REQUIREMENTS,
});

export const MRAP402 = diagnostic<{ source: string; destination: string; region?: string }>({
  id: 'MRAP402',
  row: 'C2',
  severity: FindingSeverity.ERROR,
  title: 'Replication that does not leave its Region',
  why: 'S3 refuses a bucket as its own destination; two buckets in one Region are lost together, and no access point takes both.',
  message: ({ source, destination, region }) => (region === undefined
    ? `bucket ${show(source)} would replicate to itself`
    : `buckets ${show([source, destination])} are both in region ${show(region)}, expected one bucket per region`),
  fix: 'give each bucket of a replication a region of its own',
  source: userGuide('mrap-create-two-way-replication-rules'),
});

export const MRAP403 = diagnostic<{ missing: string[]; expected: number }>({
  id: 'MRAP403',
  row: 'C3',
  severity: FindingSeverity.WARNING,
  title: 'Replication among members has gaps',
  why: 'Replicas are not replicated again: an object that was put into one member never reaches a member that no rule leads to.',
  message: ({ missing, expected }) => `replication among the members has gaps, got no rule for ${show(missing)}, expected ${expected} rules`,
  fix: 'add a rule from every member to every other member',
  source: userGuide('replication-what-is-isnot-replicated'),
});

export const MRAP404 = diagnostic<{ from: string; to: string }>({
  id: 'MRAP404',
  row: 'C4',
  severity: FindingSeverity.WARNING,
  title: 'Two active members replicate in one direction only',
  why: 'Requests are routed to the nearest member: what is put into the second one stays there alone, and the first answers 404.',
  message: ({ from, to }) => `active member ${show(from)} does not replicate to ${show(to)}, but the other way round`,
  fix: 'add a rule for the other direction, or make the second member passive',
  source: MEMBER_REPLICATION,
});

export const MRAP405 = diagnostic<{ from: string; to: string }>({
  id: 'MRAP405',
  row: 'C5',
  severity: FindingSeverity.WARNING,
  title: 'Replica modification sync in one direction only',
  why: 'Changes of tags, ACLs and locks made to replicas are synchronized only if both directions ask for it.',
  message: ({ from, to }) => `replica modifications are synchronized from ${show(to)} to ${show(from)}, but not from ${show(from)} to ${show(to)}`,
  fix: 'enable ReplicaModifications in the rules of both directions',
  source: userGuide('replication-for-metadata-changes'),
});

export const MRAP406 = diagnostic<{ missing: string[] }>({
  id: 'MRAP406',
  row: 'C6',
  severity: FindingSeverity.ERROR,
  title: 'Replication rule is incomplete',
  why: 'A rule with Filter must have Status, Priority and DeleteMarkerReplication too: S3 refuses the configuration.',
  message: ({ missing }) => `replication rule with Filter lacks ${show(missing)}`,
  fix: ({ missing }) => `add ${missing.join(', ')} to the rule`,
  source: ADD_CONFIG,
});

export const MRAP407 = diagnostic<{ source: string; what: string; value: string | number }>({
  id: 'MRAP407',
  row: 'C7',
  severity: FindingSeverity.ERROR,
  title: 'Two replication rules with one id or priority',
  why: 'S3 refuses the configuration.',
  message: ({ source, what, value }) => `replication rules of bucket ${show(source)} have the same ${what}, got ${show(value)} more than once`,
  fix: ({ what }) => `give each rule its own ${what}`,
  source: userGuide('replication-add-config'),
});

export const MRAP408 = diagnostic<{ source: string; what: string; got: number; limit: number }>({
  id: 'MRAP408',
  row: 'C8',
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration beyond S3\'s limits',
  why: 'S3 refuses the configuration.',
  message: ({ source, what, got, limit }) => `replication of bucket ${show(source)} has too many ${what}, got ${got}, expected at most ${limit}`,
  fix: 'shorten it',
  source: LIMITS.REPLICATION_RULES.source,
});

export const MRAP409 = diagnostic<{ got: string[] }>({
  id: 'MRAP409',
  row: 'C9',
  severity: FindingSeverity.ERROR,
  title: 'Filter of a replication rule is malformed',
  why: 'S3 refuses a filter with several predicates side by side; And is for joining two or more.',
  message: ({ got }) => `filter of the replication rule has ${show(got)}, expected one of Prefix, TagFilter, or And with two or more predicates`,
  fix: 'join several predicates with And, and write a single one alone',
  source: apiReference('API_ReplicationRuleFilter'),
});

export const MRAP410 = diagnostic<{ source: string }>({
  id: 'MRAP410',
  row: 'C10',
  severity: FindingSeverity.ERROR,
  title: 'Delete markers with a tag filter',
  why: 'A delete marker has no tags; S3 refuses the rule.',
  message: ({ source }) => `replication of bucket ${show(source)} filters by tags and replicates delete markers`,
  fix: 'do not replicate delete markers, or filter by prefix alone',
  source: apiReference('API_DeleteMarkerReplication'),
});

export const MRAP411 = diagnostic<{ source: string; minutes?: number }>({
  id: 'MRAP411',
  row: 'C11',
  severity: FindingSeverity.ERROR,
  title: 'Replication time control without metrics',
  why: 'S3 refuses the rule; it knows no other figure than 15 minutes.',
  message: ({ source, minutes }) => `replication of bucket ${show(source)} ${minutes === undefined
    ? 'has time control but no metrics' : `asks for ${minutes} minutes, expected 15`}`,
  fix: ({ minutes }) => (minutes === undefined ? 'leave metrics on' : 'ask for 15 minutes'),
  source: apiReference('API_ReplicationTime'),
});

export const MRAP412 = diagnostic<{ problem: string; expected: string }>({
  id: 'MRAP412',
  row: 'C12',
  severity: FindingSeverity.ERROR,
  title: 'Replica key is missing or in another Region',
  why: 'S3 accepts any key and does not check it; every encrypted object then fails to replicate.',
  message: ({ problem, expected }) => `replica key ${problem}, expected ${expected}`,
  fix: 'set ReplicaKmsKeyID to a key in the Region of the destination',
  source: KMS,
});

export const MRAP413 = diagnostic<{ bucket: string }>({
  id: 'MRAP413',
  row: 'C13',
  severity: FindingSeverity.WARNING,
  title: 'Encrypted objects are not replicated',
  why: 'Objects encrypted with SSE-KMS are skipped unless the rule selects them, and the bucket encrypts everything so.',
  message: ({ bucket }) => `bucket ${show(bucket)} encrypts with SSE-KMS, but its replication rule does not select such objects`,
  fix: 'enable SourceSelectionCriteria.SseKmsEncryptedObjects and name a ReplicaKmsKeyID',
  source: KMS,
});

export const MRAP414 = diagnostic<{ key: string; account: string }>({
  id: 'MRAP414',
  row: 'C14',
  severity: FindingSeverity.ERROR,
  title: 'Replica key that another account cannot use',
  why: 'The key of AWS\'s own cannot be shared: every encrypted object fails to replicate.',
  message: ({ key, account }) => `replica key ${show(key)} cannot be used for a destination of account ${account}, expected a customer managed key`,
  fix: 'use a customer managed key of the destination\'s account',
  source: KMS,
});

export const MRAP415 = diagnostic<{ action: string; resource: string }>({
  id: 'MRAP415',
  row: 'C15',
  severity: FindingSeverity.ERROR,
  title: 'Replication role lacks a permission',
  why: 'S3 accepts the configuration, and then objects fail to replicate. Where only tags or deletions stay behind it is a warning.',
  message: ({ action, resource }) => `replication role lacks ${action} on ${show(resource)}`,
  fix: ({ action }) => `allow the role ${action}`,
  source: ROLE,
});

export const MRAP416 = diagnostic<{ service: string; unknown?: boolean }>({
  id: 'MRAP416',
  row: 'C16',
  severity: FindingSeverity.ERROR,
  title: 'Replication role that S3 cannot assume',
  why: 'S3 accepts the configuration, and then every object fails to replicate.',
  message: ({ service, unknown }) => (unknown
    ? `whether the imported replication role trusts ${service} is not known here`
    : `replication role does not trust ${service}`),
  fix: ({ unknown }) => (unknown ? 'see that it does, and acknowledge this' : 'let the service assume the role (sts:AssumeRole)'),
  source: ROLE,
});

export const MRAP417 = diagnostic<{ source: string; destination: string }>({
  id: 'MRAP417',
  row: 'C17',
  severity: FindingSeverity.ERROR,
  title: 'Owner override within one account',
  why: 'The owner of the destination owns the replicas already; S3 refuses the rule without an account, and with the same one breaks the replication of ACLs.',
  message: ({ source, destination }) => `rule from bucket ${show(source)} to ${show(destination)} hands replicas to the owner of the destination, got no other account`,
  fix: 'give the account of the destination bucket, or leave the owner alone',
  source: userGuide('replication-change-owner'),
});

export const MRAP418 = diagnostic<{ source: string; destination: string }>({
  id: 'MRAP418',
  row: 'C18',
  severity: FindingSeverity.ERROR,
  title: 'Locked objects are replicated to a bucket without Object Lock',
  why: 'Objects fail to replicate (DstBucketObjectLockConfigMissing).',
  message: ({ source, destination }) => `source bucket ${show(source)} has Object Lock, destination ${show(destination)} has not`,
  fix: 'enable Object Lock on the destination',
  source: REQUIREMENTS,
});

export const MRAP420 = diagnostic<{ arn: string }>({
  id: 'MRAP420',
  row: 'C20',
  severity: FindingSeverity.ERROR,
  title: 'Access point as destination of replication',
  why: 'S3 replicates to buckets only, and refuses the configuration.',
  message: ({ arn }) => `destination of replication is an access point, got ${show(arn)}, expected the ARN of a bucket`,
  fix: 'name the bucket behind it',
  source: userGuide('access-points-restrictions-limitations-naming-rules'),
});

export const MRAP421 = diagnostic<{ bucket: string; storageClass: string }>({
  id: 'MRAP421',
  row: 'C21',
  severity: FindingSeverity.WARNING,
  title: 'Replicas behind an access point go to an archive',
  why: 'Requests that are routed to the member fail with 403 InvalidObjectState until someone restores the object.',
  message: ({ bucket, storageClass }) => `replicas in member ${show(bucket)} have storage class ${storageClass}, expected one that can be read at once`,
  fix: 'choose a storage class that can be read at once, GLACIER_IR being the cheapest',
  source: userGuide('replication-walkthrough1'),
});

export const MRAP422 = diagnostic<{ first: string; second: string }>({
  id: 'MRAP422',
  row: 'C22',
  severity: FindingSeverity.ERROR,
  title: 'Two-way replication as properties of the buckets',
  why: 'S3 refuses a configuration whose destination does not exist yet, and one of the two buckets is always made first.',
  message: ({ first, second }) => `buckets ${show(first)} and ${show(second)} replicate to each other by their own properties, so neither can be made first`,
  fix: 'put the replication by a custom resource that depends on both buckets, as CrossRegionReplication does',
  source: TERRAFORM_CYCLE,
});

export const MRAP423 = diagnostic<{ bucket: string; role: string }>({
  id: 'MRAP423',
  row: 'C23',
  severity: FindingSeverity.WARNING,
  title: 'Destination of another account does not allow the role',
  why: 'The owner of the destination must allow the role in the bucket policy; until then every object fails to replicate.',
  message: ({ bucket, role }) => `policy of destination ${show(bucket)} does not allow role ${show(role)} s3:ReplicateObject`,
  fix: 'allow the role s3:ReplicateObject and s3:ReplicateDelete in the policy of the destination',
  source: userGuide('replication-walkthrough-2'),
});

export const MRAP424 = diagnostic<{ bucket: string; destination: string }>({
  id: 'MRAP424',
  row: 'C24',
  severity: FindingSeverity.INFO,
  title: 'Existing objects are not replicated by a new rule',
  why: 'Rules are for objects that come after them; what is there already needs Batch Replication.',
  message: ({ bucket, destination }) => `bucket ${show(bucket)} exists and newly replicates to ${show(destination)}; its present objects stay behind`,
  fix: 'run S3 Batch Replication once, or acknowledge this',
  source: userGuide('replication-what-is-isnot-replicated'),
});

export const MRAP425 = diagnostic<{ buckets: string[] }>({
  id: 'MRAP425',
  row: 'C25',
  severity: FindingSeverity.WARNING,
  title: 'Members with different lifecycle rules',
  why: 'Lifecycle rules and what they delete are not replicated: the same key is there through one Region and gone through another.',
  message: ({ buckets }) => `members ${show(buckets)} have different lifecycle rules, expected the same`,
  fix: 'give all members the same lifecycle rules',
  source: REQUIREMENTS,
});

export const MRAP426 = diagnostic<{ bucket: string; paths: string[] }>({
  id: 'MRAP426',
  row: 'C26',
  severity: FindingSeverity.ERROR,
  title: 'Two writers of one bucket\'s replication',
  why: 'A bucket has one configuration: whichever is put last replaces all rules of the other.',
  message: ({ bucket, paths }) => `replication of bucket ${show(bucket)} is written more than once, got ${show(paths)}`,
  fix: 'declare all rules in one place',
  source: PUT_REPLICATION,
});

export const MRAP427 = diagnostic<{ metric: string; region: string; expected: string; side: string }>({
  id: 'MRAP427',
  row: 'C27',
  severity: FindingSeverity.WARNING,
  title: 'Alarm on replication in the wrong Region',
  why: 'Latency and pending figures are published in the Region of the destination, failures in that of the source: the alarm never gets data.',
  message: ({ metric, region, expected, side }) => `alarm on ${metric} is in ${show(region)}, expected ${show(expected)}, the region of the ${side}`,
  fix: 'put the alarm into a stack of that region',
  source: userGuide('repl-metrics'),
});
