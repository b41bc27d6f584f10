import * as sns from 'aws-cdk-lib/aws-sns';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  AlarmTopics, CrossRegionReplication, FailoverRunbook, ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
  ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { type EventPattern, matches } from '../../support/event-pattern';
import { stackIn } from '../../support/synthesis';
import { findResources, renderReferences, synthesize } from './support';

const HOME = 'eu-west-1';
const OTHER = 'us-east-2';
const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', HOME];

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly sortBy?: string;
    readonly start?: string;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

const makeStackName = (region: string) => (region === HOME ? 'Stack' : `Stack-media-alarms-${region}`);

function findWidgets(assembly: CloudAssembly): Widget[] {
  const [{ DashboardBody: body }] = findResources(assembly, 'Stack', 'AWS::CloudWatch::Dashboard');
  return (JSON.parse(renderReferences(body) as string) as { widgets: Widget[] }).widgets;
}

describe('createReplicationDashboard', () => {
  let assembly: CloudAssembly;
  beforeAll(() => {
    const stack = stackIn();
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', bucketNamePrefix: 'media', regions: [HOME, OTHER],
    });
    const runbook = new FailoverRunbook(stack, 'Failover', {
      runbookName: 'media-failover',
      multiRegionAccessPoint: media.accessPoint,
      replication: media.replication,
      controlRegions: ['us-west-2'],
    });
    new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: media.replication,
      multiRegionAccessPoints: media.accessPoints,
      topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
      runbooks: [runbook],
      requestMetricsId: 'EntireBucket',
    });
    assembly = synthesize(stack);
  });

  const findWidget = (title: string) =>
    findWidgets(assembly).find(({ properties }) => properties.title?.startsWith(title))!;

  test('links to existing chapters of the runbook', () => {
    const { type, properties: { markdown } } = findWidgets(assembly)[0];
    expect(type).toBe('text');
    const links = [...markdown!.matchAll(/docs\/runbook\.md(#[a-z-]+)?\)/g)].map(([, heading]) => heading);
    expect(links).toEqual([undefined, '#fail-over-by-runbook', '#region-outage']);
  });

  test.each([HOME, OTHER])('shows the states of all alarms in %s, those in alarm first', (region) => {
    const names = findResources(assembly, makeStackName(region), 'AWS::CloudWatch::Alarm')
      .map(({ AlarmName: name }) => `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name as string}`);
    const { type, properties } = findWidget(`Alarms in ${region}`);
    expect(type).toBe('alarm');
    expect([...properties.alarms!].sort()).toEqual([...names].sort());
    expect(names).toHaveLength(3);
    expect(properties.sortBy).toBe('stateUpdatedTimestamp');
  });

  test.each([
    '4xxErrors', '5xxErrors',
  ])('shows the %s of each member with the given metrics configuration', (metric) => {
    expect(findWidget(metric).properties.metrics).toEqual([HOME, OTHER].map((region) => [
      'AWS/S3', metric, 'BucketName', `media-${region}`, 'FilterId', 'EntireBucket',
      expect.objectContaining({ region, stat: 'Sum', period: 60 }),
    ]).map((line, index) => (index === 0
      // The home Region is the Region of the dashboard.
      ? [...line.slice(0, -1), expect.objectContaining({ stat: 'Sum', period: 60 })]
      : line)));
  });

  test('shows when routes were changed in each control Region, by the names of the rules', () => {
    const { properties: { metrics, start } } = findWidget('Changes of routes');
    expect(start).toBe('-P14D');
    const shown = metrics!.map((line) => [line[1], line[3], (line[4] as { label: string }).label]);
    const expected = CONTROL_REGIONS.map((region) => {
      const [rule] = findResources(assembly, makeStackName(region), 'AWS::Events::Rule')
        .filter(({ Name: name }) => name !== undefined);
      expect(JSON.stringify(rule.EventPattern)).toContain('SubmitMultiRegionAccessPointRoutes');
      return ['TriggeredRules', rule.Name, region];
    });
    expect(shown).toEqual(expected);
    expect(expected[0][1]).toMatch(/^media-route-changes-[0-9a-f]{8}$/);
  });

  test('shows at most 100 alarms in a widget, and no graph without its data', () => {
    const stack = stackIn();
    const buckets = [HOME, OTHER].map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
    new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: new CrossRegionReplication(stack, 'Replication', {
        buckets,
        prefix: 'default/',
        rules: Array.from({ length: 34 }, (_, index) =>
          ReplicationRule.twoWay({ id: `r${index}`, prefix: `${index}/` })),
      }),
      topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
    });
    const widgets = findWidgets(synthesize(stack));
    expect(widgets.flatMap(({ properties: { alarms } }) => alarms?.length ?? [])).toEqual([100, 5, 100, 5]);
    expect(widgets.some(({ properties: { title = '' } }) => /^\dxx|routes/.test(title))).toBe(false);
  });

  describe('with a runbook', () => {
    const findMatches = (region: string, event: object) =>
      (renderReferences(findResources(assembly, makeStackName(region), 'AWS::Events::Rule')) as unknown as {
        EventPattern: EventPattern; Description: string;
      }[]).filter(({ EventPattern: pattern }) => matches(pattern, event)).map(({ Description }) => Description);
    const makeEvent = (kind: string, detail: object) => ({
      'source': 'aws.ssm',
      'detail-type': `EC2 Automation ${kind} Status-change Notification`,
      'detail': { ExecutionId: '333ba70b', Definition: 'media-failover', ...detail },
    });

    test.each([
      ['the submit of routes', true, makeEvent('Step', { StepName: 'Submit_us_east_2', Status: 'Success' })],
      ['the end of an execution', true, makeEvent('Execution', { Status: 'Success' })],
      ['a failed execution', true, makeEvent('Execution', { Status: 'Failed' })],
      ['another step', false, makeEvent('Step', { StepName: 'CheckFailover', Status: 'Success' })],
      ['a started submit', false, makeEvent('Step', { StepName: 'Submit_us_east_2', Status: 'InProgress' })],
      ['another document', false, makeEvent('Execution', { Status: 'Success', Definition: 'patching' })],
    ])('reports %s: %s', (_title, isReported, event) => {
      const expected = isReported ? [expect.stringContaining('docs/runbook.md#runbook-executions')] : [];
      expect(findMatches('us-west-2', event)).toEqual(expected);
      // The home Region receives the forwarded events.
      expect(findMatches(HOME, event)).toEqual(expected);
      expect(findMatches('ap-northeast-1', event)).toEqual([]);
    });

    test('does not report changes of routes by the documents, but those by the functions of Region switch', () => {
      const makeChange = (role: string) => ({
        'source': 'aws.s3',
        'detail-type': 'AWS API Call via CloudTrail',
        'detail': {
          eventSource: 's3.amazonaws.com',
          eventName: 'SubmitMultiRegionAccessPointRoutes',
          requestParameters: {},
          userIdentity: { sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/${role}` } } },
        },
      });
      expect(findMatches('us-west-2', makeChange('media-failover-us-west-2'))).toEqual([]);
      expect(findMatches('us-west-2', makeChange('media-failover-switch-us-west-2'))).toHaveLength(1);
      expect(findMatches('us-west-2', makeChange('operator'))).toHaveLength(1);
    });
  });
});
