import { SERVICE_LIMITS } from '../../facts/limits';
import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ADD_CONFIG = makeS3UserGuideSource('replication-add-config');

export const MRAP402_REPLICATION_TO_ITSELF = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP402',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication of a bucket to itself',
  why: 'S3 refuses a bucket as its own destination.',
  message: ({ bucket }) =>
    `bucket ${showValue(bucket)} replicates to itself, got the same bucket as source and as destination, `
    + 'expected another bucket as destination',
  fix: 'choose another bucket as destination, and declare each bucket once',
  source: makeS3UserGuideSource('replication-requirements'),
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
/** `filter` are the parts of the filter that exclude each other. */
export const MRAP428_RULE_WITHOUT_MATCHING_OBJECTS = defineDiagnostic<{ source: string; filter: string }>({
  id: 'MRAP428',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replication rule without matching objects',
  why: 'The rule replicates nothing, because its exclusions cover all objects that it selects.',
  message: ({ source, filter }) =>
    `filter of a replication rule of bucket ${showValue(source)} matches no object, got ${filter}, expected exclusions `
    + 'that cover only a part of the selected objects',
  fix: 'remove the exclusion, or remove the rule',
  source: makeS3ApiReferenceSource('API_ReplicationRuleFilter'),
});

export const MRAP429_TAG_LIMITS = defineDiagnostic<{
  source: string;
  part: 'key' | 'value';
  text: string;
  min: number;
  max: number;
}>({
  id: 'MRAP429',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Tag of a replication rule exceeds the limits of S3',
  why: 'No object can have the tag, and S3 refuses the configuration.',
  message: ({ source, part, text, min, max }) =>
    `a tag filter of bucket ${showValue(source)} has an invalid ${part}, got ${text.length} characters `
    + `(${showValue(text.length > 40 ? `${text.slice(0, 40)}…` : text)}), expected ${min} to ${max}`,
  fix: ({ part }) => `correct the ${part} of the tag`,
  source: SERVICE_LIMITS.OBJECT_TAG_KEY_LENGTH.source,
});
export const MRAP434_RULE_OF_MEMBER_WITHOUT_METRICS = defineDiagnostic<{
  source: string; destination: string; rules: readonly string[];
}>({
  id: 'MRAP434',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Rule of a member without metrics beside a rule with metrics',
  why:
    'The backlog of a failover is the sum over the rules that publish metrics. It can be empty while objects of the '
    + 'other rules are pending.',
  message: ({ source, destination, rules }) =>
    `rules ${showValue(rules)} from ${showValue(source)} to member ${showValue(destination)} publish no metrics, got `
    + 'another rule with metrics, expected metrics of all rules to the member',
  fix: 'enable the metrics of these rules',
  source: makeS3UserGuideSource('repl-metrics'),
});
