import { LIMITS } from '../../facts/limits';
import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';


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

