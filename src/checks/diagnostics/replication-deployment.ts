import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const GET = apiReference('API_GetBucketReplication');
const PUT = apiReference('API_PutBucketReplication');
const ADD = userGuide('replication-add-config');

export const MRAP931 = diagnostic<{ bucket: string; live: string; declared: string; ours: string[]; others: string[] }>({
  id: 'MRAP931',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Bucket replicates under another role',
  why: 'A replication configuration has one role for all its rules. Written under the declared one, the rules that are there would run with a role that nobody '
    + 'checked for them; and rules of an earlier deployment go on replicating as long as their role is there.',
  message: ({ bucket, live, declared, ours, others }) =>
    `bucket ${show(bucket)} replicates under role ${show(live)}, by rules of cdk-s3-mrap ${show(ours)} and of others ${show(others)}, `
    + `declared role is ${show(declared)}; nothing was written`,
  fix: ({ bucket, live, others }) => (others.length > 0
    ? 'give that role to CrossRegionReplication as role, or remove those rules first'
    : `if the role is there, give it to CrossRegionReplication: role: iam.Role.fromRoleArn(scope, id, ${show(live)}); if it is gone, nothing is replicated by these rules: `
      + `run aws s3api delete-bucket-replication --bucket ${bucket}, and deploy again`),
  source: PUT,
});

export const MRAP932 = diagnostic<{ bucket: string; rule: string; destination: string; priority: number }>({
  id: 'MRAP932',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Rule of others with the same destination and priority',
  why: 'Between rules with one destination the priority decides; S3 refuses two equal ones.',
  message: ({ bucket, rule, destination, priority }) =>
    `bucket ${show(bucket)} has rule ${show(rule)} to ${show(destination)} with priority ${priority} already; nothing was written`,
  fix: 'remove that rule, or give it another priority',
  source: ADD,
});

export const MRAP933 = diagnostic<{ bucket: string; doing: string; cause: string; advice: string }>({
  id: 'MRAP933',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication could not be changed',
  why: 'S3 refused, or did not answer.',
  message: ({ bucket, doing, cause }) => `replication of bucket ${show(bucket)} could not be ${doing}: ${cause}`,
  fix: ({ advice }) => advice,
  source: PUT,
});

export const MRAP934 = diagnostic<{ bucket: string; live: string[]; declared: string[] }>({
  id: 'MRAP934',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication was accepted and does not show',
  why: 'Something else may have overwritten it: a bucket has one replication configuration, and the last writer wins.',
  message: ({ bucket, live, declared }) =>
    `replication of bucket ${show(bucket)} was accepted but does not show, got rules ${show(live)}, expected ${show(declared)}`,
  fix: 'see in CloudTrail who else calls PutBucketReplication, and deploy again',
  source: GET,
});

export const MRAP935 = diagnostic<{ bucket: string; elements: string[] }>({
  id: 'MRAP935',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration holds what this version does not know',
  why: 'A configuration is written as a whole. Rules are written back as they were read, whatever they hold; what stands beside role and rules would be lost.',
  message: ({ bucket, elements }) => `replication of bucket ${show(bucket)} holds elements beside its role and rules, got ${show(elements)}; nothing was written`,
  fix: 'use a newer version of cdk-s3-mrap, or remove those elements',
  source: GET,
});

export const MRAP936 = diagnostic<{ bucket: string; rules: string[] }>({
  id: 'MRAP936',
  row: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Replication rules that were found were left',
  why: 'They were there before this resource was created, or run under another role than its: data relies on them that a failed deployment must not cut off.',
  message: ({ bucket, rules }) => `bucket ${show(bucket)} keeps its replication rules, got ${show(rules)}`,
  fix: 'remove them by hand if nothing relies on them',
  source: userGuide('replication'),
});
