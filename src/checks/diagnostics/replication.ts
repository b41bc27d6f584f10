import { LIMITS } from '../../facts/limits';
import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';


export const MRAP401 = diagnostic<{ bucket: string; known: boolean }>({
  id: 'MRAP401',
  row: 'C1',
  severity: FindingSeverity.ERROR,
  title: 'Replication without versioning',
  why: 'S3 replicates between versioned buckets only. Of a bucket that this application does not make it is a warning: nothing is known of it.',
  message: ({ bucket, known }) => (known
    ? `bucket ${show(bucket)} is not versioned, expected versioning to be enabled`
    : `whether bucket ${show(bucket)} is versioned is not known here, expected versioning to be enabled`),
  fix: ({ known }) => (known ? 'set versioned: true' : 'see that it is, and acknowledge this'),
  source: userGuide('replication-requirements'),
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

export const MRAP403 = diagnostic<{ problem: string; regions: string[] }>({
  id: 'MRAP403',
  row: 'C3',
  severity: FindingSeverity.ERROR,
  title: 'Replication topology does not fit the buckets',
  why: 'Replicas are not replicated further, so every pair needs a rule of its own; a pair without one stays different.',
  message: ({ problem, regions }) => `${problem}, got buckets in regions ${show(regions)}`,
  fix: 'name regions of the buckets, at least one source and another destination',
  source: userGuide('replication-what-is-isnot-replicated'),
});

export const MRAP405 = diagnostic<Record<string, never>>({
  id: 'MRAP405',
  row: 'C5',
  severity: FindingSeverity.WARNING,
  title: 'Replica modification sync in one direction',
  why: 'Changes of tags, ACLs and locks that are made on a replica reach the original only by a rule in the other direction.',
  message: () => 'replica modification sync is on, but the topology has one direction only',
  fix: 'use ReplicationTopology.twoWay(), or switch it off',
  source: userGuide('replication-for-metadata-changes'),
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

export const MRAP410 = diagnostic<{ source: string }>({
  id: 'MRAP410',
  row: 'C10',
  severity: FindingSeverity.ERROR,
  title: 'Delete markers with a tag filter',
  why: 'A delete marker has no tags; S3 refuses the rule.',
  message: ({ source }) => `replication of bucket ${show(source)} filters by tags and replicates delete markers`,
  fix: 'set deleteMarkerReplication to false, or filter by prefix alone',
  source: apiReference('API_DeleteMarkerReplication'),
});

export const MRAP411 = diagnostic<{ source: string }>({
  id: 'MRAP411',
  row: 'C11',
  severity: FindingSeverity.ERROR,
  title: 'Replication time control without metrics',
  why: 'S3 refuses the rule.',
  message: ({ source }) => `replication of bucket ${show(source)} has time control but no metrics`,
  fix: 'leave metrics on',
  source: apiReference('API_ReplicationTime'),
});

export const MRAP412 = diagnostic<{ bucket: string; problem: string }>({
  id: 'MRAP412',
  row: 'C12',
  severity: FindingSeverity.ERROR,
  title: 'Key for replicas is missing or elsewhere',
  why: 'S3 accepts the rule without checking the key; then every object that is encrypted with KMS fails to replicate.',
  message: ({ bucket, problem }) => `bucket ${show(bucket)} cannot take replicas under KMS: ${problem}`,
  fix: 'give the ARN of a key, or of an alias, in the region of the bucket as encryptionKeyArn',
  source: userGuide('replication-config-for-kms-objects'),
});

export const MRAP414 = diagnostic<{ bucket: string }>({
  id: 'MRAP414',
  row: 'C14',
  severity: FindingSeverity.ERROR,
  title: 'Replicas in another account under a key that AWS manages',
  why: 'The policy of alias/aws/s3 cannot be changed, so no role of another account may use it.',
  message: ({ bucket }) => `bucket ${show(bucket)} belongs to another account and is encrypted with "alias/aws/s3"`,
  fix: 'encrypt it with a customer managed key of its account',
  source: userGuide('replication-config-for-kms-objects'),
});

export const MRAP416 = diagnostic<{ role: string; service: string; known: boolean }>({
  id: 'MRAP416',
  row: 'C16',
  severity: FindingSeverity.ERROR,
  title: 'Role that S3 cannot assume',
  why: 'S3 replicates by assuming the role; without its trust every object fails. Of an imported role it is a warning: its trust policy is not known.',
  message: ({ role, service, known }) => (known
    ? `role ${show(role)} does not trust ${show(service)}`
    : `whether imported role ${show(role)} trusts ${show(service)} is not known here`),
  fix: ({ service, known }) => (known ? `let ${service} assume the role` : 'see that it does, and acknowledge this'),
  source: userGuide('setting-repl-config-perm-overview'),
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
  title: 'Object Lock on the source alone',
  why: 'S3 replicates from a bucket with Object Lock only to buckets that have it too.',
  message: ({ source, destination }) => `bucket ${show(source)} has Object Lock, its destination ${show(destination)} has not`,
  fix: 'enable Object Lock on both, or on neither',
  source: userGuide('replication-requirements'),
});

export const MRAP421 = diagnostic<{ storageClass: string }>({
  id: 'MRAP421',
  row: 'C21',
  severity: FindingSeverity.WARNING,
  title: 'Replicas in an archive',
  why: 'Reads that an access point routes to such a replica fail with 403 InvalidObjectState until it is restored.',
  message: ({ storageClass }) => `replicas are stored as ${storageClass}, which cannot be read at once`,
  fix: 'use GLACIER_INSTANT_RETRIEVAL, or archive by lifecycle rules later',
  source: userGuide('storage-class-intro'),
});

export const MRAP424 = diagnostic<{ bucket: string }>({
  id: 'MRAP424',
  row: 'C24',
  severity: FindingSeverity.INFO,
  title: 'Objects that are there already are not replicated',
  why: 'Rules apply to what is written after them.',
  message: ({ bucket }) => `objects that bucket ${show(bucket)} holds already will not be replicated by its rules`,
  fix: 'run S3 Batch Replication once, with existingObjects: ExistingObjects.allowBatchReplication(), and acknowledge this',
  source: userGuide('s3-batch-replication-batch'),
});

export const MRAP426 = diagnostic<{ bucket: string; writers: string[] }>({
  id: 'MRAP426',
  row: 'C26',
  severity: FindingSeverity.ERROR,
  title: 'Two writers of one bucket\'s replication',
  why: 'A bucket has one replication configuration, which every write replaces: the last one wins, and the other\'s rules are gone.',
  message: ({ bucket, writers }) => `replication of bucket ${show(bucket)} is written by ${show(writers)}`,
  fix: 'leave it to one CrossRegionReplication, and remove replicationRules from the bucket',
  source: apiReference('API_PutBucketReplication'),
});
