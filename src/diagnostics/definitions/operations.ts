import { SERVICE_LIMITS } from '../../facts/limits';
import { type FactSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ALARM_ACTIONS: FactSource = {
  url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  date: '2026-04-13',
};
const AUTOMATION: FactSource = {
  url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html',
  date: '2026-04-13',
};

export const MRAP220_TOO_MANY_BACKLOG_ALARMS = defineDiagnostic<{
  region: string; alarms: number; characters: number;
}>({
  id: 'MRAP220',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Too many backlog alarms of a Region',
  why:
    'A composite alarm shows whether any replication to the Region is pending. Its rule contains the ARN of an alarm for '
    + 'each source and rule, and CloudWatch limits the rule to 100 alarms and 10,240 characters.',
  message: ({ region, alarms, characters }) =>
    `rule of the composite alarm for Region ${showValue(region)} is too long, got ${alarms} alarms in ${characters} `
    + 'characters, expected at most 100 in 10,240',
  fix: 'shorten runbookName, use fewer replication rules between the members, or create the runbook without '
    + 'replication',
  source: SERVICE_LIMITS.COMPOSITE_ALARM_RULE.source,
});

export const MRAP790_CANARIES_IN_LOCKED_BUCKETS = defineDiagnostic<{ buckets: readonly string[] }>({
  id: 'MRAP790',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Canaries of a drill in locked buckets',
  why:
    'S3 refuses to delete a locked version, so each drill would leave an object in every bucket. The drill writes no '
    + 'canary if the active bucket or the bucket of a replica locks new objects by default, and reports the check as '
    + 'skipped.',
  message: ({ buckets }) =>
    `buckets lock new objects by default, got ${showValue(buckets)}, expected buckets without default `
      + 'retention for '
    + 'canaries',
  fix: 'set canaries to false, and monitor the replication with ReplicationAlarms',
  source: makeS3UserGuideSource('object-lock'),
});

export const MRAP791_REGION_WITHOUT_ALARM_TOPIC = defineDiagnostic<{ regions: readonly string[] }>({
  id: 'MRAP791',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Region without an alarm topic',
  why:
    'An alarm or an event rule can notify only topics in its own Region, so nothing reports the events of a Region '
    + 'without a topic.',
  message: ({ regions }) =>
    `alarms have no topic in ${showValue(regions)}, expected a topic in each Region with alarms`,
  fix: 'add a topic for each of these Regions, or use AlarmTopics.inOneRegion',
  source: ALARM_ACTIONS,
});

export const MRAP792_TOPIC_IN_WRONG_REGION = defineDiagnostic<{ topicRegion: string; region: string }>({
  id: 'MRAP792',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Topic in the wrong Region',
  why: 'An event rule can notify only topics in its own Region.',
  message: ({ topicRegion, region }) =>
    `topic is in the wrong Region, got ${showValue(topicRegion)}, expected ${showValue(region)}`,
  fix: 'use a topic in that Region',
  source: ALARM_ACTIONS,
});

export const MRAP793_ALARMS_WITHOUT_METRICS = defineDiagnostic<{
  user: string; replication: string; rule?: string;
}>({
  id: 'MRAP793',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Alarms or runbook without replication metrics',
  why: 'S3 publishes no data without replication metrics, and missing data raises no alarm.',
  message: ({ user, replication, rule }) =>
    `${user} without data: ${rule === undefined ? '' : `rule ${showValue(rule)} of `}${showValue(replication)} `
    + 'publishes no replication metrics, expected its property metrics to be true',
  fix: ({ rule }) => `set metrics of the ${rule === undefined ? 'replication' : 'rule'} to true`,
  source: makeS3UserGuideSource('repl-metrics'),
});

export const MRAP794_BUCKET_WITHOUT_FIXED_NAME = defineDiagnostic<{ bucket: string; region: string }>({
  id: 'MRAP794',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket without a fixed name',
  why: 'Alarms, event rules and runbooks contain the names of buckets of all Regions in the template of each Region.',
  message: ({ bucket, region }) =>
    `bucket ${showValue(bucket)} in ${showValue(region)} has no fixed name, got a name that `
      + 'CloudFormation '
    + 'generates, expected bucketName',
  fix: 'set bucketName of the bucket',
  source: makeS3UserGuideSource('bucketnamingrules'),
});

export const MRAP795_INVALID_RUNBOOK_NAME = defineDiagnostic<{ what: string; name: string; min: number }>({
  id: 'MRAP795',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid runbook name',
  why: 'Documents, roles, alarms and functions contain the name, and operators type it.',
  message: ({ what, name, min }) =>
    `${what} has an invalid name, got ${showValue(name)}, expected ${min} to 40 lowercase letters, digits and `
    + 'hyphens that begin with a letter or digit and are known at synthesis',
  fix: 'choose a valid name',
  source: AUTOMATION,
});

export const MRAP796_RUNBOOK_WITHOUT_BUCKETS = defineDiagnostic<{ accessPoint: string }>({
  id: 'MRAP796',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Runbook for an access point without known buckets',
  why: 'A runbook or drill contains complete tables of routes with every bucket.',
  message: ({ accessPoint }) =>
    `buckets of access point ${showValue(accessPoint)} are not known, got an imported access point, expected its `
    + 'buckets in the property buckets',
  fix: 'set buckets',
  source: makeS3UserGuideSource('MrapFailover'),
});

export const MRAP797_RUNBOOK_TARGETS = defineDiagnostic<{ targets: number; steps: number; limit: number }>({
  id: 'MRAP797',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Runbook with too few targets or too many steps',
  why: 'Automation refuses a document with more than 100 steps. A document without a target has no effect.',
  message: ({ targets, steps, limit }) =>
    `runbook has too few targets or too many steps, got ${targets} targets with ${steps} steps, `
    + `expected at least one target and at most ${limit} steps`,
  fix: 'declare at least one target; to reduce the steps, declare fewer targets, or targets with one active Region',
  source: AUTOMATION,
});

/** The properties that declare the parts of a runbook. */
const RUNBOOK_PROPERTIES = {
  document: 'controlRegions', target: 'targets', function: 'regionSwitchRegions',
} as const;

export const MRAP798_RUNBOOK_REGION = defineDiagnostic<{
  missing: 'document' | 'target' | 'function'; name: string; expected: readonly string[];
}>({
  id: 'MRAP798',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Runbook not available in the requested Region',
  why:
    'An alarm starts the document in its own Region. Region switch runs the target that has the name of the Region '
    + 'to activate.',
  message: ({ missing, name, expected }) =>
    `runbook has no ${missing} ${missing === 'target' ? 'with the name' : 'in Region'} ${showValue(name)}, `
    + `expected one of ${showValue(expected)}`,
  fix: ({ missing }) => `choose one of these, or extend ${RUNBOOK_PROPERTIES[missing]} of the runbook`,
  source: AUTOMATION,
});

export const MRAP799_DRILL_NOT_READY = defineDiagnostic<{ problem: string; report: string }>({
  id: 'MRAP799',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Drill found the access point not ready for failover',
  why: 'A failover would fail or lose data, or the drill could not write its report.',
  message: ({ problem, report }) => `drill ${problem} (${report})`,
  fix: 'correct the failed checks, and repeat the drill with "cdk-s3-mrap drill"',
  source: makeS3UserGuideSource('MrapFailover'),
});
