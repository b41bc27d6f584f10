import { SERVICE_LIMITS } from '../../facts/limits';
import { type FactSource, makeCdkGuideSource, makeS3UserGuideSource } from '../../facts/source';
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
const EVENTBRIDGE_QUOTAS: FactSource = {
  url: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
  date: '2026-11-29',
};

export const MRAP220_RUNBOOK_DOCUMENT_TOO_LONG = defineDiagnostic<{ characters: number; limit: number }>({
  id: 'MRAP220',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Runbook document too long',
  why:
    'The document contains a routing table for each target and the id of each replication rule between the members. '
    + 'Systems Manager limits a document to 64 KB.',
  message: ({ characters, limit }) =>
    `document of the runbook is too long, got up to ${characters} characters, expected at most ${limit}`,
  fix: 'declare fewer targets, use fewer replication rules between the members, or create the runbook without '
    + 'replication',
  source: SERVICE_LIMITS.AUTOMATION_DOCUMENT.source,
});

export const MRAP315_DUPLICATE_NAME_OF_ALARMS_OR_RUNBOOK = defineDiagnostic<{
  property: string; name: string; account: string; paths: readonly string[];
}>({
  id: 'MRAP315',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate name of alarms or of a runbook',
  why:
    'The names of alarms are unique in an account and Region, and the names of roles in an account. The deployment of '
    + 'the second construct fails after its home stack was deployed.',
  message: ({ property, name, account, paths }) =>
    `${property} ${showValue(name)} is used more than once in account ${account}, got ${showValue(paths)}, expected `
    + 'one construct',
  fix: ({ property }) => `choose another ${property}, for example with the name of the stage`,
  source: makeCdkGuideSource('resources'),
});

export const MRAP316_REGION_OF_REPORT_BUCKET_UNKNOWN = defineDiagnostic<{ bucket: string; region: string }>({
  id: 'MRAP316',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Region of the report bucket is unknown',
  why:
    'An imported bucket has the Region of the importing stack unless it is imported with its Region. In the wrong '
    + 'Region, the drill cannot write its report.',
  message: ({ bucket, region }) =>
    `Region of imported report bucket ${showValue(bucket)} is unknown, got the Region of the stack `
    + `${showValue(region)}, expected the Region of the bucket`,
  fix:
    'import the bucket with s3.Bucket.fromBucketAttributes and its region, or acknowledge this warning if the bucket '
    + 'is in the Region of the stack',
  source: makeCdkGuideSource('resources'),
});

export const MRAP317_REPORT_BUCKET_OF_ANOTHER_ACCOUNT = defineDiagnostic<{
  bucket: string; account: string; resource: string;
}>({
  id: 'MRAP317',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Imported report bucket of another account',
  why: 'Both the policy of the drill role and the policy of the bucket must allow the report. Otherwise, drills fail.',
  message: ({ bucket, account, resource }) =>
    `policy of report bucket ${showValue(bucket)} cannot be changed in this application, got a bucket of account `
    + `${showValue(account)}, expected a statement that allows the role of the drill s3:PutObject on `
    + showValue(resource),
  fix:
    'add the statement in the other account, with the ARN in the property role of the drill as principal, and '
    + 'acknowledge this warning',
  source: makeS3UserGuideSource('example-walkthroughs-managing-access-example2'),
});

export const MRAP318_EVENT_PATTERN_TOO_LONG = defineDiagnostic<{ rule: string; characters: number; limit: number }>({
  id: 'MRAP318',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Event pattern too long for the default quota',
  why: 'EventBridge refuses the rule, so the stack cannot be deployed, unless AWS has increased the quota.',
  message: ({ rule, characters, limit }) =>
    `event pattern of ${showValue(rule)} can be too long, got up to ${characters} characters, expected at most `
    + String(limit),
  fix:
    'remove entries from deploymentRoleArns or multiRegionAccessPoints, or increase the quota "Event pattern size" and '
    + 'acknowledge this warning',
  source: EVENTBRIDGE_QUOTAS,
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
    `bucket ${showValue(bucket)} in ${showValue(region)} has no fixed name, got a name that CloudFormation or `
    + 'aws-cdk-lib generates, expected bucketName as text',
  fix: 'set bucketName of the bucket to text that is known at synthesis, not to PhysicalName.GENERATE_IF_NEEDED',
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
