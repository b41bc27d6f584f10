import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { ActivePassiveStack } from '../../../examples/active-passive/stack';
import {
  AlarmTopics, FailoverDrill, FailoverRunbook, MultiRegionAccessPointChecks, MultiRegionAccessPointHandlers,
  ReplicationAlarms,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { violationsOf } from '../../support/nag';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks };
const app = new App();

beforeAll(() => {
  const stack = new ActivePassiveStack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const { media } = stack;
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
    runbooks: [runbook],
    requestMetricsId: 'EntireBucket',
  });
  new FailoverDrill(stack, 'Drill', {
    multiRegionAccessPoint: media.accessPoint,
    failoverRole: iam.Role.fromRoleArn(stack, 'Runbook', runbook.roleArns[0]),
    reportBucket: s3.Bucket.fromBucketAttributes(stack, 'Reports', { bucketName: 'reports', region: 'eu-central-1' }),
  });
  runbook.startOnAlarm(alarms.find((alarm) => alarm.env.region === 'us-east-1')!, 'us-east-1');
  MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  app.synth();
});

describe('src/constructs/operations', () => {
  test('passes the linter', () => {
    expect(new MultiRegionAccessPointChecks().checkScope(app)
      .map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`)).toEqual([]);
  });

  test.each(Object.entries(PACKS))('passes the rules of %s', (_name, Pack) => {
    // The application declares the topic. Other tests check buckets and handlers.
    expect(violationsOf(Pack, app).filter((finding) =>
      /-operations-|Stack\/(Alarms|Failover|Drill)\//.test(finding))).toEqual([]);
  });

  test('reports findings of AwsSolutionsChecks on other constructs of the application', () => {
    expect(violationsOf(AwsSolutionsChecks, app)).not.toEqual([]);
  });

  test('links every alarm and rule to a heading of the runbook', () => {
    const templates = app.synth().stacks.map(({ template }) => JSON.stringify(template)).join('\n');
    const headings = new Set([...templates.matchAll(/docs\/runbook\.md#([a-z-]+)/g)].map(([, heading]) => heading));
    const runbook = readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'runbook.md'), 'utf8');
    const anchors = [...runbook.matchAll(/^##+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/ /g, '-'));
    expect([...headings].filter((heading) => !anchors.includes(heading))).toEqual([]);
    expect([...headings].sort()).toEqual([
      'access-point-changes', 'bucket-changes', 'fail-over-by-runbook', 'region-outage', 'replication-failed',
      'replication-latency',
      'replication-pending', 'route-changes', 'runbook-executions',
    ]);
  });
});
