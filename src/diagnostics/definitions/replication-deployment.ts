import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const GET = makeS3ApiReferenceSource('API_GetBucketReplication');
const PUT = makeS3ApiReferenceSource('API_PutBucketReplication');
const ADD = makeS3UserGuideSource('replication-add-config');

type RoleConflictArgs = { bucket: string; live: string; declared: string; ours: string[]; others: string[] };

export const MRAP931_REPLICATION_ROLE_CONFLICT = defineDiagnostic<RoleConflictArgs>({
  id: 'MRAP931',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication role conflict',
  why:
    'A replication configuration has one role for all its rules. '
    + 'With the declared role, existing rules would run with permissions that were not verified for them.',
  message: ({ bucket, live, declared, ours, others }) =>
    `bucket ${showValue(bucket)} replicates with another role, got ${showValue(live)} for rules of `
      + 'cdk-s3-mrap '
    + `${showValue(ours)} and other rules ${showValue(others)}, expected `
    + `${showValue(declared)}; nothing was written`,
  fix: ({ bucket, live, others }) =>
    others.length > 0
      ? 'set role of CrossRegionReplication to the existing role, or remove the other rules first'
      : `if role ${showValue(live)} still exists, import it by its ARN and set it as role of `
        + 'CrossRegionReplication; '
        + `otherwise no rule replicates: run aws s3api delete-bucket-replication --bucket ${bucket}, and deploy again`,
  source: PUT,
});

export const MRAP932_REPLICATION_RULE_CONFLICT = defineDiagnostic<{
  bucket: string;
  rule: string;
  destination: string;
  priority: number;
}>({
  id: 'MRAP932',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication rule conflict',
  why: 'S3 refuses two rules of a bucket with the same priority, even if their destinations differ.',
  message: ({ bucket, rule, destination, priority }) =>
    `bucket ${showValue(bucket)} already has rule ${showValue(rule)} with priority ${priority}, which the declared `
    + `rule to ${showValue(destination)} has too, expected an unused priority; nothing was written`,
  fix: 'remove the existing rule, or change its priority',
  source: ADD,
});

export const MRAP933_REPLICATION_REFUSED = defineDiagnostic<{
  bucket: string;
  doing: string;
  cause: string;
  advice: string;
}>(
  {
    id: 'MRAP933',
    reportedBy: ['Lambda functions'],
    severity: FindingSeverity.ERROR,
    title: 'Replication configuration refused by S3',
    why: 'S3 refused the call, or did not answer.',
    message: ({ bucket, doing, cause }) =>
      `replication of bucket ${showValue(bucket)} could not be ${doing}: ${cause}`,
    fix: ({ advice }) => advice,
    source: PUT,
  },
);

export const MRAP934_REPLICATION_NOT_IN_EFFECT = defineDiagnostic<{
  bucket: string;
  live: string[];
  declared: string[];
}>({
  id: 'MRAP934',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication configuration not in effect after the wait',
  why: 'Another writer may have overwritten the configuration, because a bucket has only one.',
  message: ({ bucket, live, declared }) =>
    `S3 accepted the replication of bucket ${showValue(bucket)} but does not show it, got rules `
      + `${showValue(live)}, `
    + `expected ${showValue(declared)}`,
  fix: 'find other callers of PutBucketReplication in CloudTrail, and deploy again',
  source: GET,
});

export const MRAP935_UNKNOWN_REPLICATION_ELEMENT = defineDiagnostic<{ bucket: string; elements: string[] }>({
  id: 'MRAP935',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Unknown replication element',
  why:
    'S3 replaces the complete configuration. The handler writes existing rules back unchanged, but would lose '
    + 'unknown elements outside of the rules.',
  message: ({ bucket, elements }) =>
    `replication of bucket ${showValue(bucket)} has unknown elements, got ${showValue(elements)}, `
    + 'expected role and rules; nothing was written',
  fix: 'use a newer version of cdk-s3-mrap, or remove these elements',
  source: GET,
});

export const MRAP936_EXISTING_RULES_KEPT = defineDiagnostic<{ bucket: string; rules: string[] }>({
  id: 'MRAP936',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Existing replication rules kept',
  why:
    'The rules existed before this resource, use another role, or belong to a renamed construct. A deployment must not '
    + 'stop the replication of existing data.',
  message: ({ bucket, rules }) =>
    `bucket ${showValue(bucket)} keeps its replication rules, got ${showValue(rules)}`,
  fix: 'remove the rules manually if you do not need them',
  source: makeS3UserGuideSource('replication'),
});

export const MRAP937_REPLICATION_SCHEMA_CONFLICT = defineDiagnostic<{ bucket: string; rule: string }>({
  id: 'MRAP937',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication schema conflict',
  why:
    'A rule without Filter uses the first version of the schema. S3 refuses it next to rules with Filter, which this '
    + 'library declares.',
  message: ({ bucket, rule }) =>
    `bucket ${showValue(bucket)} has rule ${showValue(rule)} without Filter, expected a rule with Filter; nothing was `
    + 'written',
  fix: ({ rule }) =>
    `replace Prefix of rule ${showValue(rule)} by Filter with the same Prefix, add Priority and `
    + 'DeleteMarkerReplication, and deploy again',
  source: ADD,
});
