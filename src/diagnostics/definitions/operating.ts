import { type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ALARM_ACTIONS: Source = {
  url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  date: '2026-04-13',
};

export const MRAP791_REGION_WITHOUT_ALARM_TOPIC = diagnostic<{ regions: readonly string[] }>({
  id: 'MRAP791',
  severity: FindingSeverity.ERROR,
  title: 'Region without an alarm topic',
  why: 'An alarm or a rule reaches topics of its own Region only; what happens in a Region without one would be told to nobody.',
  message: ({ regions }) => `alarms have no topic in ${showValue(regions)}`,
  fix: 'give a topic of each of these Regions, or use AlarmTopics.inOneRegion()',
  source: ALARM_ACTIONS,
});

export const MRAP792_TOPIC_IN_WRONG_REGION = diagnostic<{ topicRegion: string; region: string }>({
  id: 'MRAP792',
  severity: FindingSeverity.ERROR,
  title: 'Topic in the wrong Region',
  why: 'A rule reaches topics of its own Region only.',
  message: ({ topicRegion, region }) => `the topic is in the wrong Region, got ${showValue(topicRegion)}, expected ${showValue(region)}`,
  fix: 'give a topic of that Region',
  source: ALARM_ACTIONS,
});

export const MRAP793_ALARMS_WITHOUT_METRICS = diagnostic<{ replication: string }>({
  id: 'MRAP793',
  severity: FindingSeverity.ERROR,
  title: 'Alarms without replication metrics',
  why: 'S3 publishes nothing that an alarm could see, and missing data is no alarm: it would be silent for ever.',
  message: ({ replication }) => `replication ${showValue(replication)} has no metrics`,
  fix: 'leave metrics of the replication on',
  source: userGuide('repl-metrics'),
});

export const MRAP794_BUCKET_WITHOUT_FIXED_NAME = diagnostic<{ bucket: string; region: string }>({
  id: 'MRAP794',
  severity: FindingSeverity.ERROR,
  title: 'Bucket without a fixed name',
  why: 'Alarms, rules and runbooks name buckets of several Regions in the templates of each of them.',
  message: ({ bucket, region }) => `bucket ${showValue(bucket)} in ${showValue(region)} gets its name from CloudFormation`,
  fix: 'give the bucket a name',
  source: userGuide('bucketnamingrules'),
});

const AUTOMATION: Source = {
  url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html',
  date: '2026-04-13',
};

export const MRAP795_INVALID_RUNBOOK_NAME = diagnostic<{ what: string; name: string }>({
  id: 'MRAP795',
  severity: FindingSeverity.ERROR,
  title: 'Invalid runbook name',
  why: 'Documents, roles, alarms and functions are called after it, and operators type it.',
  message: ({ what, name }) => `${what} has a wrong name, got ${showValue(name)}, expected up to 40 lowercase letters, digits and hyphens known at synthesis`,
  fix: 'choose such a name',
  source: AUTOMATION,
});

export const MRAP796_RUNBOOK_WITHOUT_BUCKETS = diagnostic<{ accessPoint: string }>({
  id: 'MRAP796',
  severity: FindingSeverity.ERROR,
  title: 'Runbook for an access point without known buckets',
  why: 'A runbook holds whole tables of routes, which name every bucket.',
  message: ({ accessPoint }) => `the buckets of access point ${showValue(accessPoint)} are not known`,
  fix: 'give them as buckets',
  source: userGuide('MrapFailover'),
});

export const MRAP797_RUNBOOK_TARGETS = diagnostic<{ targets: number; steps: number; limit: number }>({
  id: 'MRAP797',
  severity: FindingSeverity.ERROR,
  title: 'Runbook with too few targets or too many steps',
  why: 'Automation refuses a document of more than 100 steps; one that has no target fails over to nowhere.',
  message: ({ targets, steps, limit }) => `a runbook of ${targets} targets has ${steps} steps, expected at least one target and at most ${limit} steps`,
  fix: 'declare fewer targets, or such with one active Region, which need fewer steps',
  source: AUTOMATION,
});

export const MRAP798_RUNBOOK_REGION = diagnostic<{ region: string; expected: readonly string[] }>({
  id: 'MRAP798',
  severity: FindingSeverity.ERROR,
  title: 'Runbook not available in the requested Region',
  why: 'An alarm starts the runbook of its own Region; Region switch brings about the target that is called after the Region to activate.',
  message: ({ region, expected }) => `there is none for ${showValue(region)}, expected one of ${showValue(expected)}`,
  fix: 'name one of these, or add it to the runbook',
  source: AUTOMATION,
});

export const MRAP799_DRILL_NOT_READY = diagnostic<{ problem: string; report: string }>({
  id: 'MRAP799',
  severity: FindingSeverity.ERROR,
  title: 'Drill found the access point not ready for failover',
  why: 'A failover would fail or lose data tonight; or the report that an auditor will ask for is missing.',
  message: ({ problem, report }) => `the drill ${problem} (${report})`,
  fix: 'mend what it names, and drill again with "cdk-s3-mrap drill"',
  source: userGuide('MrapFailover'),
});
