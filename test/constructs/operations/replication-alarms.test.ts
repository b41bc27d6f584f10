import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  AlarmTopics, CrossRegionReplication, MultiRegionAccessPoint, ReplicatedMultiRegionAccessPoint, ReplicationAlarms, type ReplicationAlarmsProps,
  UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { type EventPattern, matches } from '../../support/event-pattern';
import { stackIn, verdictOf } from '../../support/synthesis';
import { resourcesIn, settled, synth } from './support';

const BUCKETS = [UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-2')];
const IMPORTED = { multiRegionAccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`, multiRegionAccessPointName: 'media' };
const RUNBOOK_ROLE = `arn:aws:iam::${ACCOUNT}:role/media-failover`;

function topicIn(stack: cdk.Stack, region: string): sns.ITopic {
  const id = `Topic${region}`;
  const found = stack.node.tryFindChild(id) as sns.ITopic | undefined;
  return found ?? sns.Topic.fromTopicArn(stack, id, `arn:aws:sns:${region}:${ACCOUNT}:on-call`);
}

function declare(stack: cdk.Stack, props: Partial<ReplicationAlarmsProps> = {}) {
  return new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: props.replication ?? new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS }),
    topics: props.topics ?? AlarmTopics.inOneRegion(topicIn(stack, 'eu-west-1')),
    ...props,
  });
}

const errorsOf = (props: (stack: cdk.Stack) => Partial<ReplicationAlarmsProps>, stack = stackIn()) =>
  verdictOf(stack, () => declare(stack, props(stack))).errors;

interface TargetedRule {
  readonly EventPattern: EventPattern;
  readonly Targets: readonly { readonly Arn: string }[];
}

const ALARM = 'AWS::CloudWatch::Alarm';
const RULE = 'AWS::Events::Rule';

describe('forwarded to one Region', () => {
  let assembly: CloudAssembly;
  beforeAll(() => {
    const stack = stackIn();
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', regions: ['eu-west-1', 'us-east-2'] });
    declare(stack, { replication: media.replication, multiRegionAccessPoints: media.accessPoints, deploymentRoleArns: [RUNBOOK_ROLE] });
    assembly = synth(stack);
  });

  const stackOf = (region: string) => (region === 'eu-west-1' ? 'Stack' : `Stack-mrap-operations-${region}`);
  const alarmsIn = (region: string) => Object.fromEntries(resourcesIn(assembly, stackOf(region), ALARM).map((alarm) => [alarm.AlarmName, alarm]));

  test('each alarm is where its metric is published', () => {
    expect(Object.keys(alarmsIn('eu-west-1')).sort()).toEqual([
      'media-replication-failed-eu-west-1-to-us-east-2',
      'media-replication-latency-us-east-2-to-eu-west-1',
      'media-replication-pending-us-east-2-to-eu-west-1',
    ]);
    expect(Object.keys(alarmsIn('us-east-2')).sort()).toEqual([
      'media-replication-failed-us-east-2-to-eu-west-1',
      'media-replication-latency-eu-west-1-to-us-east-2',
      'media-replication-pending-eu-west-1-to-us-east-2',
    ]);
  });

  test('thresholds and periods', () => {
    const alarms = alarmsIn('us-east-2');
    expect(alarms['media-replication-latency-eu-west-1-to-us-east-2']).toMatchObject({
      MetricName: 'ReplicationLatency',
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      Threshold: 10_800,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      Dimensions: [
        { Name: 'DestinationBucket', Value: 'media-us-east-2' },
        { Name: 'RuleId', Value: 'cdk-s3-mrap/media-eu-west-1/media-us-east-2' },
        { Name: 'SourceBucket', Value: 'media-eu-west-1' },
      ],
      AlarmDescription: expect.stringMatching(/docs\/runbook\.md#replication-latency$/),
    });
    expect(alarms['media-replication-failed-us-east-2-to-eu-west-1']).toMatchObject({
      MetricName: 'OperationsFailedReplication',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    });
    expect(alarms['media-replication-pending-eu-west-1-to-us-east-2']).toMatchObject({
      EvaluationPeriods: 6,
      DatapointsToAlarm: 6,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      Metrics: [{ Expression: 'DIFF(pending)' }, { Id: 'pending', MetricStat: { Period: 600, Metric: { MetricName: 'OperationsPendingReplication' } } }],
    });
  });

  test('home deploys without the stacks of operations', () => {
    const dependencies = (region: string) => assembly.getStackByName(stackOf(region)).dependencies.map(({ id }) => id);
    expect(dependencies('eu-west-1').filter((id) => id.includes('operations'))).toEqual([]);
    for (const region of ['us-east-2', 'us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1']) expect(dependencies(region)).toContain('Stack');
  });

  test('the dashboard shows every edge, from the Region of each metric', () => {
    const [dashboard] = resourcesIn(assembly, 'Stack', 'AWS::CloudWatch::Dashboard');
    const body = settled(dashboard.DashboardBody) as string;
    expect(body).toContain('"ReplicationLatency","DestinationBucket","media-us-east-2"');
    expect(body).toContain('"label":"eu-west-1-to-us-east-2","region":"us-east-2"');
    expect(body.match(/"title"/g)).toHaveLength(8);
  });

  /** The rules of a Region, with what they lead to. */
  const rulesIn = (region: string) => settled(resourcesIn(assembly, stackOf(region), RULE)) as unknown as TargetedRule[];
  const toldIn = (region: string, event: unknown) =>
    rulesIn(region).filter((rule) => matches(rule.EventPattern, event)).flatMap((rule) => rule.Targets.map(({ Arn }) => Arn));
  const HOME_BUS = `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`;
  const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:on-call`;

  const SOMEBODY = { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/somebody` };
  const call = (eventName: string, requestParameters: object, userIdentity: object = SOMEBODY, more: object = {}) => ({
    'source': 'aws.s3',
    'detail-type': 'AWS API Call via CloudTrail',
    'detail': { eventSource: 's3.amazonaws.com', eventName, requestParameters, userIdentity, ...more },
  });
  const by = (arn: string) => ({ type: 'AssumedRole', sessionContext: { sessionIssuer: { arn } } });
  const PUT = { bucketName: 'media-us-east-2' };
  const outputs = () => Object.keys((assembly.getStackByName('Stack').template as { Outputs: object }).Outputs);
  const output = (name: string) => outputs().filter((id) => id.startsWith(`Mrap${name}`)).map((id) => `output ${id}`);

  test('an alarm is forwarded, and told at home', () => {
    const raised = (alarmName: string, value = 'ALARM') => ({
      'source': 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change', 'detail': { alarmName, state: { value } },
    });
    const [id] = Object.entries((assembly.getStackByName(stackOf('us-east-2')).template as { Resources: Record<string, { Type: string }> }).Resources)
      .find(([, { Type }]) => Type === ALARM)!;
    expect(toldIn('us-east-2', raised(id))).toEqual([HOME_BUS]);
    expect(toldIn('eu-west-1', raised('media-replication-latency-eu-west-1-to-us-east-2'))).toEqual([TOPIC]);
    expect(toldIn('eu-west-1', raised('media-replication-latency-eu-west-1-to-us-east-2', 'OK'))).toEqual([]);
    expect(toldIn('eu-west-1', raised('billing'))).toEqual([]);
  });

  test.each([
    ['by a user', call('PutBucketReplication', PUT), true],
    ['by a role', call('PutBucketPolicy', PUT, by(`arn:aws:iam::${ACCOUNT}:role/admin`)), true],
    ['a deletion', call('DeleteBucketReplication', PUT), true],
    ['by another service', call('PutBucketPolicy', PUT, { ...by(`arn:aws:iam::${ACCOUNT}:role/admin`), invokedBy: 'config.amazonaws.com' }), true],
    ['by CloudFormation', call('PutBucketPolicy', PUT, { ...by(`arn:aws:iam::${ACCOUNT}:role/deploy`), invokedBy: 'cloudformation.amazonaws.com' }), false],
    ['by a role that was named', call('PutBucketReplication', PUT, by(RUNBOOK_ROLE)), false],
    ['refused', call('PutBucketReplication', PUT, SOMEBODY, { errorCode: 'AccessDenied' }), false],
    ['of another bucket', call('PutBucketReplication', { bucketName: 'other' }), false],
    ['of tags', call('PutBucketTagging', PUT), false],
  ])('a change of a bucket %s', (_name, event, told) => {
    expect(toldIn('us-east-2', event)).toEqual(told ? [HOME_BUS] : []);
    expect(toldIn('eu-west-1', event)).toEqual(told ? [TOPIC] : []);
  });

  test('the handlers deploy: what they change is told to nobody', () => {
    for (const role of output('RoleArn')) expect(toldIn('us-east-2', call('PutBucketReplication', PUT, by(role)))).toEqual([]);
    expect(output('RoleArn')).not.toEqual([]);
  });

  test('policy and deletion of an access point are seen in us-west-2, by its name, or where no name is found', () => {
    const [name] = output('Name');
    const put = (parameters: object) => call('PutMultiRegionAccessPointPolicy', parameters);
    const named = (Name: string) => ({ PutMultiRegionAccessPointPolicyRequest: { Details: { Name } } });
    expect(toldIn('us-west-2', put(named(name)))).toEqual([HOME_BUS]);
    expect(toldIn('us-west-2', put(named('other')))).toEqual([]);
    expect(toldIn('us-west-2', put({}))).toEqual([HOME_BUS]);
    expect(toldIn('us-west-2', call('DeleteMultiRegionAccessPoint', { DeleteMultiRegionAccessPointRequest: { Details: { Name: name } } }))).toEqual([HOME_BUS]);
    expect(toldIn('us-east-1', put(named(name)))).toEqual([]);
  });

  test.each(['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1'])('routes changed by way of %s', (region) => {
    const [arn] = output('Arn');
    expect(toldIn(region, call('SubmitMultiRegionAccessPointRoutes', { mrap: arn }))).toEqual([HOME_BUS]);
    expect(toldIn(region, call('SubmitMultiRegionAccessPointRoutes', { mrap: 'other' }))).toEqual([]);
    expect(toldIn(region, call('SubmitMultiRegionAccessPointRoutes', {}))).toEqual([HOME_BUS]);
    expect(toldIn(region, call('GetMultiRegionAccessPointRoutes', { mrap: arn }))).toEqual([]);
  });

  test('a rule may forward to one event bus and do nothing else', () => {
    const policies = resourcesIn(assembly, stackOf('us-west-2'), 'AWS::IAM::Policy');
    expect(policies.map(({ PolicyDocument: document }) => (document as { Statement: unknown }).Statement))
      .toEqual([[{ Action: 'events:PutEvents', Effect: 'Allow', Resource: HOME_BUS }]]);
  });
});

describe('with a topic in each Region', () => {
  const perRegion = (stack: cdk.Stack, ...regions: string[]) =>
    AlarmTopics.perRegion(Object.fromEntries(regions.map((region) => [region, topicIn(stack, region)])));

  test('alarms and rules reach the one of their Region; with Replication Time Control 900 seconds are late', () => {
    const stack = stackIn();
    const replication = new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS, replicationTimeControl: true });
    const alarms = declare(stack, { replication, topics: perRegion(stack, 'eu-west-1', 'us-east-2') });
    const assembly = synth(stack);
    expect(alarms.alarms).toHaveLength(6);
    for (const [name, region] of [['Stack', 'eu-west-1'], ['Stack-mrap-operations-us-east-2', 'us-east-2']]) {
      const arn = `arn:aws:sns:${region}:${ACCOUNT}:on-call`;
      const inStack = resourcesIn(assembly, name, ALARM);
      expect(inStack.map(({ AlarmActions: actions }) => actions)).toEqual([[arn], [arn], [arn]]);
      expect(inStack.find(({ MetricName: metric }) => metric === 'ReplicationLatency')!.Threshold).toBe(900);
      expect(resourcesIn(assembly, name, RULE).map(({ Targets: targets }) => targets)).toEqual([[{ Arn: arn, Id: 'Target0' }]]);
    }
  });

  test('a Region without one is an error', () => {
    const imported = (stack: cdk.Stack) => [MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', IMPORTED)];
    expect(errorsOf((stack) => ({ topics: perRegion(stack, 'eu-west-1') }))).toEqual(['MRAP791']);
    expect(errorsOf((stack) => ({ topics: perRegion(stack, 'eu-west-1', 'us-east-2'), multiRegionAccessPoints: imported(stack) }))).toEqual(['MRAP791']);
  });

  test('a topic of another Region is an error', () => {
    expect(errorsOf((stack) => ({ topics: AlarmTopics.inOneRegion(topicIn(stack, 'us-east-1')) }))).toEqual(['MRAP792']);
    expect(errorsOf((stack) => ({ topics: AlarmTopics.perRegion({ 'eu-west-1': topicIn(stack, 'eu-west-1'), 'us-east-2': topicIn(stack, 'eu-west-2') }) })))
      .toEqual(['MRAP792']);
  });
});

test('a replication without metrics has nothing to raise an alarm for', () => {
  expect(errorsOf((stack) => ({ replication: new CrossRegionReplication(stack, 'Silent', { buckets: BUCKETS, metrics: false }) }))).toEqual(['MRAP793']);
});

test('other Regions must know the names of the buckets, and the Region of the stack must be known', () => {
  const named = (stack: cdk.Stack) => ({
    replication: new CrossRegionReplication(stack, 'Named', {
      buckets: [UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket', { versioned: true })), BUCKETS[1]],
    }),
  });
  expect(errorsOf(named)).toEqual(['MRAP794']);
  expect(errorsOf(() => ({}), new cdk.Stack(new cdk.App(), 'Stack'))).toEqual(['MRAP767']);
});

test('what is published in another account has no alarm', () => {
  const stack = stackIn();
  const buckets = [...BUCKETS, UnderlyingBucket.fromBucketName('partner', 'us-west-1', { account: OTHER_ACCOUNT })];
  const { alarms } = declare(stack, { replication: new CrossRegionReplication(stack, 'Three', { buckets }) });
  expect(alarms).toHaveLength(6);
});
