import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const GET = apiReference('API_GetBucketReplication');
const PUT = apiReference('API_PutBucketReplication');
const ADD = userGuide('replication-add-config');

export const MRAP931_REPLICATION_ROLE_CONFLICT = diagnostic<{ bucket: string; live: string; declared: string; ours: string[]; others: string[] }>({
  id: 'MRAP931',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication role conflict',
  why: 'A replication configuration has one role for all its rules. Written under the declared one, the rules that are there would run with a role that nobody '
    + 'checked for them; and rules of an earlier deployment go on replicating as long as their role is there.',
  message: ({ bucket, live, declared, ours, others }) =>
    `bucket ${showValue(bucket)} replicates under role ${showValue(live)}, by rules of cdk-s3-mrap ${showValue(ours)} and of others ${showValue(others)}, `
    + `declared role is ${showValue(declared)}; nothing was written`,
  fix: ({ bucket, live, others }) => (others.length > 0
    ? 'give that role to CrossRegionReplication as role, or remove those rules first'
    : `if the role is there, give it to CrossRegionReplication: role: iam.Role.fromRoleArn(scope, id, ${showValue(live)}); if it is gone, nothing is replicated by these rules: `
      + `run aws s3api delete-bucket-replication --bucket ${bucket}, and deploy again`),
  source: PUT,
});

export const MRAP932_REPLICATION_RULE_CONFLICT = diagnostic<{ bucket: string; rule: string; destination: string; priority: number }>({
  id: 'MRAP932',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication rule conflict',
  why: 'Between rules with one destination the priority decides; S3 refuses two equal ones.',
  message: ({ bucket, rule, destination, priority }) =>
    `bucket ${showValue(bucket)} has rule ${showValue(rule)} to ${showValue(destination)} with priority ${priority} already; nothing was written`,
  fix: 'remove that rule, or give it another priority',
  source: ADD,
});

export const MRAP933_REPLICATION_REFUSED = diagnostic<{ bucket: string; doing: string; cause: string; advice: string }>({
  id: 'MRAP933',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration refused by S3',
  why: 'S3 refused, or did not answer.',
  message: ({ bucket, doing, cause }) => `replication of bucket ${showValue(bucket)} could not be ${doing}: ${cause}`,
  fix: ({ advice }) => advice,
  source: PUT,
});

export const MRAP934_REPLICATION_NOT_IN_EFFECT = diagnostic<{ bucket: string; live: string[]; declared: string[] }>({
  id: 'MRAP934',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration not in effect after the wait',
  why: 'Something else may have overwritten it: a bucket has one replication configuration, and the last writer wins.',
  message: ({ bucket, live, declared }) =>
    `replication of bucket ${showValue(bucket)} was accepted but does not show, got rules ${showValue(live)}, expected ${showValue(declared)}`,
  fix: 'see in CloudTrail who else calls PutBucketReplication, and deploy again',
  source: GET,
});

export const MRAP935_UNKNOWN_REPLICATION_ELEMENT = diagnostic<{ bucket: string; elements: string[] }>({
  id: 'MRAP935',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Unknown replication element',
  why: 'A configuration is written as a whole. Rules are written back as they were read, whatever they hold; what stands beside role and rules would be lost.',
  message: ({ bucket, elements }) => `replication of bucket ${showValue(bucket)} holds elements beside its role and rules, got ${showValue(elements)}; nothing was written`,
  fix: 'use a newer version of cdk-s3-mrap, or remove those elements',
  source: GET,
});

export const MRAP936_EXISTING_RULES_KEPT = diagnostic<{ bucket: string; rules: string[] }>({
  id: 'MRAP936',
  origin: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Existing replication rules kept',
  why: 'They were there before this resource was created, or run under another role than its: data relies on them that a failed deployment must not cut off.',
  message: ({ bucket, rules }) => `bucket ${showValue(bucket)} keeps its replication rules, got ${showValue(rules)}`,
  fix: 'remove them by hand if nothing relies on them',
  source: userGuide('replication'),
});
