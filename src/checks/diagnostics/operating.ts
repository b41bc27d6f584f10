import { type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ALARM_ACTIONS: Source = {
  url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  date: '2026-04-13',
};

export const MRAP791 = diagnostic<{ regions: readonly string[] }>({
  id: 'MRAP791',
  row: 'O41',
  severity: FindingSeverity.ERROR,
  title: 'Region with alarms but without a topic',
  why: 'An alarm or a rule reaches topics of its own Region only; what happens in a Region without one would be told to nobody.',
  message: ({ regions }) => `alarms have no topic in ${show(regions)}`,
  fix: 'give a topic of each of these Regions, or use AlarmTopics.inOneRegion()',
  source: ALARM_ACTIONS,
});

export const MRAP792 = diagnostic<{ topicRegion: string; region: string }>({
  id: 'MRAP792',
  row: 'O42',
  severity: FindingSeverity.ERROR,
  title: 'Topic of another Region',
  why: 'A rule reaches topics of its own Region only.',
  message: ({ topicRegion, region }) => `the topic is in the wrong Region, got ${show(topicRegion)}, expected ${show(region)}`,
  fix: 'give a topic of that Region',
  source: ALARM_ACTIONS,
});

export const MRAP793 = diagnostic<{ replication: string }>({
  id: 'MRAP793',
  row: 'O43',
  severity: FindingSeverity.ERROR,
  title: 'Alarms on a replication without metrics',
  why: 'S3 publishes nothing that an alarm could see, and missing data is no alarm: it would be silent for ever.',
  message: ({ replication }) => `replication ${show(replication)} has no metrics`,
  fix: 'leave metrics of the replication on',
  source: userGuide('repl-metrics'),
});

export const MRAP794 = diagnostic<{ bucket: string; region: string }>({
  id: 'MRAP794',
  row: 'O44',
  severity: FindingSeverity.ERROR,
  title: 'Bucket without a name that other Regions can know',
  why: 'Alarms, rules and runbooks name buckets of several Regions in the templates of each of them.',
  message: ({ bucket, region }) => `bucket ${show(bucket)} in ${show(region)} gets its name from CloudFormation`,
  fix: 'give the bucket a name',
  source: userGuide('bucketnamingrules'),
});

const AUTOMATION: Source = {
  url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html',
  date: '2026-04-13',
};

export const MRAP795 = diagnostic<{ what: string; name: string }>({
  id: 'MRAP795',
  row: 'O45',
  severity: FindingSeverity.ERROR,
  title: 'Name that a runbook cannot have',
  why: 'Documents, roles, alarms and functions are called after it, and operators type it.',
  message: ({ what, name }) => `${what} has a wrong name, got ${show(name)}, expected up to 40 lowercase letters, digits and hyphens known at synthesis`,
  fix: 'choose such a name',
  source: AUTOMATION,
});

export const MRAP796 = diagnostic<{ accessPoint: string }>({
  id: 'MRAP796',
  row: 'O46',
  severity: FindingSeverity.ERROR,
  title: 'Runbook of an access point whose buckets nobody knows',
  why: 'A runbook holds whole tables of routes, which name every bucket.',
  message: ({ accessPoint }) => `the buckets of access point ${show(accessPoint)} are not known`,
  fix: 'give them as buckets',
  source: userGuide('MrapFailover'),
});

export const MRAP797 = diagnostic<{ targets: number; steps: number; limit: number }>({
  id: 'MRAP797',
  row: 'O47',
  severity: FindingSeverity.ERROR,
  title: 'Runbook without targets, or with too many steps',
  why: 'Automation refuses a document of more than 100 steps; one that has no target fails over to nowhere.',
  message: ({ targets, steps, limit }) => `a runbook of ${targets} targets has ${steps} steps, expected at least one target and at most ${limit} steps`,
  fix: 'declare fewer targets, or such with one active Region, which need fewer steps',
  source: AUTOMATION,
});

export const MRAP798 = diagnostic<{ region: string; expected: readonly string[] }>({
  id: 'MRAP798',
  row: 'O48',
  severity: FindingSeverity.ERROR,
  title: 'Region without what a runbook should start there',
  why: 'An alarm starts the runbook of its own Region; Region switch brings about the target that is called after the Region to activate.',
  message: ({ region, expected }) => `there is none for ${show(region)}, expected one of ${show(expected)}`,
  fix: 'name one of these, or add it to the runbook',
  source: AUTOMATION,
});

export const MRAP799 = diagnostic<{ problem: string; report: string }>({
  id: 'MRAP799',
  row: 'O49',
  severity: FindingSeverity.ERROR,
  title: 'Drill that found a failover not ready, or nowhere to write so',
  why: 'A failover would fail or lose data tonight; or the report that an auditor will ask for is missing.',
  message: ({ problem, report }) => `the drill ${problem} (${report})`,
  fix: 'mend what it names, and drill again with "cdk-s3-mrap drill"',
  source: userGuide('MrapFailover'),
});
