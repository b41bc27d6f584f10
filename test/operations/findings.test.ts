import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import {
  AlarmTopics, FailoverConfiguration, FailoverRunbook, MultiRegionAccessPointChecks, MultiRegionAccessPointHandlers,
  ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
} from '../../src';
import { stackIn } from '../support/synthesis';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };
const app = new App();

beforeAll(() => {
  const stack = stackIn('eu-west-1', { app });
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
    failover: FailoverConfiguration.activePassive(['eu-west-1']),
  });
  const runbook = new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover',
    multiRegionAccessPoint: media.accessPoint,
    replication: media.replication,
    regionSwitchRegions: ['eu-west-1', 'us-east-1'],
  });
  const { alarms } = new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: media.replication,
    multiRegionAccessPoints: media.accessPoints,
    topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall', { enforceSSL: true })),
    deploymentRoleArns: runbook.roleArns,
  });
  runbook.startOnAlarm(alarms.find((alarm) => alarm.env.region === 'us-east-1')!, 'us-east-1');
  MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  app.synth();
});

test('our linter finds nothing on the stacks of operations', () => {
  expect(new MultiRegionAccessPointChecks().checkScope(app).map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`)).toEqual([]);
});

test.each(Object.entries(PACKS))('%s finds nothing on the stacks of operations', (_name, Pack) => {
  const found = new Pack(app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
  // The topic is the user's; buckets and handlers are looked at elsewhere.
  expect(found).not.toEqual([]);
  expect(found.filter((finding) => /-operations-|Stack\/(Alarms|Failover)\//.test(finding))).toEqual([]);
});

test('every alarm and rule leads to a heading of the runbook', () => {
  const templates = app.synth().stacks.map(({ template }) => JSON.stringify(template)).join('\n');
  const headings = new Set([...templates.matchAll(/docs\/runbook\.md#([a-z-]+)/g)].map(([, heading]) => heading));
  const runbook = readFileSync(path.join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
  expect([...headings].filter((heading) => !runbook.includes(`\n## ${heading}\n`))).toEqual([]);
  expect([...headings].sort()).toEqual([
    'access-point-changes', 'bucket-changes', 'failover-backlog', 'replication-failed', 'replication-latency', 'replication-pending', 'route-changes',
  ]);
});
