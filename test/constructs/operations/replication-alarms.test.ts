import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  AlarmTopics, CrossRegionReplication, MultiRegionAccessPoint, ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
  type ReplicationAlarmsProps, ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { type EventPattern, matches } from '../../support/event-pattern';
import { listStackDependencies, stackIn, verdictOf, warningTexts } from '../../support/synthesis';
import { findResources, renderReferences, synthesize } from './support';

const BUCKETS = [
  UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-2'),
];
const IMPORTED = {
  multiRegionAccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`,
  multiRegionAccessPointName: 'media',
};
const RUNBOOK_ROLE = `arn:aws:iam::${ACCOUNT}:role/media-failover`;

function findOrCreateTopic(stack: cdk.Stack, region: string): sns.ITopic {
  const id = `Topic${region}`;
  const found = stack.node.tryFindChild(id) as sns.ITopic | undefined;
  return found ?? sns.Topic.fromTopicArn(stack, id, `arn:aws:sns:${region}:${ACCOUNT}:on-call`);
}

function declare(stack: cdk.Stack, props: Partial<ReplicationAlarmsProps> = {}) {
  return new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: props.replication ?? new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS }),
    topics: props.topics ?? AlarmTopics.inOneRegion(findOrCreateTopic(stack, 'eu-west-1')),
    ...props,
  });
}

const findErrors = (props: (stack: cdk.Stack) => Partial<ReplicationAlarmsProps>, stack = stackIn()) =>
  verdictOf(stack, () => declare(stack, props(stack))).errors;

interface TargetedRule {
  readonly EventPattern: EventPattern;
  readonly Targets: readonly { readonly Arn: string }[];
}

const ALARM = 'AWS::CloudWatch::Alarm';
const RULE = 'AWS::Events::Rule';

describe('ReplicationAlarms', () => {
  describe('with a topic in one Region', () => {
    let assembly: CloudAssembly;
    beforeAll(() => {
      const stack = stackIn();
      const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media',
        bucketNamePrefix: 'media',
        regions: ['eu-west-1', 'us-east-2'],
      });
      declare(stack, {
        replication: media.replication,
        multiRegionAccessPoints: media.accessPoints,
        deploymentRoleArns: [RUNBOOK_ROLE],
      });
      assembly = synthesize(stack);
    });

    const makeStackName = (region: string) => (region === 'eu-west-1' ? 'Stack' : `Stack-media-alarms-${region}`);
    const findAlarms = (region: string) => Object.fromEntries(findResources(assembly, makeStackName(region), ALARM)
      .map((alarm) => [alarm.AlarmName, alarm]));

    test('creates each alarm in the Region of its metric', () => {
      expect(Object.keys(findAlarms('eu-west-1')).sort()).toEqual([
        'media-replication-failed-eu-west-1-to-us-east-2',
        'media-replication-latency-us-east-2-to-eu-west-1',
        'media-replication-pending-us-east-2-to-eu-west-1',
      ]);
      expect(Object.keys(findAlarms('us-east-2')).sort()).toEqual([
        'media-replication-failed-us-east-2-to-eu-west-1',
        'media-replication-latency-eu-west-1-to-us-east-2',
        'media-replication-pending-eu-west-1-to-us-east-2',
      ]);
    });

    test('renders thresholds and periods', () => {
      const alarms = findAlarms('us-east-2');
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
        Metrics: [
          { Expression: 'DIFF(pending)' },
          { Id: 'pending', MetricStat: { Period: 600, Metric: { MetricName: 'OperationsPendingReplication' } } },
        ],
      });
    });

    test('deploys operations stacks after the home stack', () => {
      const dependencies = (region: string) =>
        listStackDependencies(assembly.getStackByName(makeStackName(region)));
      expect(dependencies('eu-west-1').filter((name) => name.includes('alarms'))).toEqual([]);
      for (const region of ['us-east-2', 'us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1']) {
        expect(dependencies(region)).toContain('Stack');
      }
    });

    test('creates a dashboard with every edge and the Region of each metric', () => {
      const [dashboard] = findResources(assembly, 'Stack', 'AWS::CloudWatch::Dashboard');
      const body = renderReferences(dashboard.DashboardBody) as string;
      expect(body).toContain('"ReplicationLatency","DestinationBucket","media-us-east-2"');
      expect(body).toContain('"label":"eu-west-1-to-us-east-2","region":"us-east-2"');
      expect(body.match(/"Replication latency|"Operations |"Bytes pending/g)).toHaveLength(8);
    });

    const findRules = (region: string) =>
      renderReferences(findResources(assembly, makeStackName(region), RULE)) as unknown as TargetedRule[];
    const findTargets = (region: string, event: unknown) =>
      findRules(region).filter((rule) => matches(rule.EventPattern, event))
        .flatMap((rule) => rule.Targets.map(({ Arn }) => Arn));
    const HOME_BUS = `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`;
    const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:on-call`;

    const USER = { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/operator` };
    const makeCall = (eventName: string, requestParameters: object, userIdentity: object = USER, more: object = {}) =>
      ({
        'source': 'aws.s3',
        'detail-type': 'AWS API Call via CloudTrail',
        'detail': { eventSource: 's3.amazonaws.com', eventName, requestParameters, userIdentity, ...more },
      });
    const makeRoleIdentity = (arn: string) => ({ type: 'AssumedRole', sessionContext: { sessionIssuer: { arn } } });
    const PUT = { bucketName: 'media-us-east-2' };
    const outputs = () => Object.keys((assembly.getStackByName('Stack').template as { Outputs: object }).Outputs);
    const findOutputs = (name: string) =>
      outputs().filter((id) => id.startsWith(`Mrap${name}`)).map((id) => `output ${id}`);

    test('forwards an alarm to the home Region and sends a notification there', () => {
      const raised = (alarmName: string, value = 'ALARM') => ({
        'source': 'aws.cloudwatch',
        'detail-type': 'CloudWatch Alarm State Change',
        'detail': { alarmName, state: { value } },
      });
      for (const name of Object.keys(findAlarms('us-east-2'))) {
        expect(findTargets('us-east-2', raised(name))).toEqual([HOME_BUS]);
      }
      expect(findTargets('us-east-2', raised('billing'))).toEqual([]);
      expect(findTargets('eu-west-1', raised('media-replication-latency-eu-west-1-to-us-east-2'))).toEqual([TOPIC]);
      expect(findTargets('eu-west-1', raised('media-replication-latency-eu-west-1-to-us-east-2', 'OK'))).toEqual([]);
      expect(findTargets('eu-west-1', raised('billing'))).toEqual([]);
    });

    test.each([
      ['by a user', makeCall('PutBucketReplication', PUT)],
      ['by a role', makeCall('PutBucketPolicy', PUT, makeRoleIdentity(`arn:aws:iam::${ACCOUNT}:role/admin`))],
      ['by a deletion', makeCall('DeleteBucketReplication', PUT)],
      ['by another service', makeCall('PutBucketPolicy', PUT, {
        ...makeRoleIdentity(`arn:aws:iam::${ACCOUNT}:role/admin`),
        invokedBy: 'config.amazonaws.com',
      })],
    ])('reports a change of a bucket %s', (_name, event) => {
      expect(findTargets('us-east-2', event)).toEqual([HOME_BUS]);
      expect(findTargets('eu-west-1', event)).toEqual([TOPIC]);
    });

    test.each([
      ['of a bucket by CloudFormation', makeCall('PutBucketPolicy', PUT, {
        ...makeRoleIdentity(`arn:aws:iam::${ACCOUNT}:role/deploy`),
        invokedBy: 'cloudformation.amazonaws.com',
      })],
      ['of a bucket by a given role', makeCall('PutBucketReplication', PUT, makeRoleIdentity(RUNBOOK_ROLE))],
      ['that S3 refused', makeCall('PutBucketReplication', PUT, USER, { errorCode: 'AccessDenied' })],
      ['of another bucket', makeCall('PutBucketReplication', { bucketName: 'other' })],
      ['of bucket tags', makeCall('PutBucketTagging', PUT)],
    ])('does not report a change %s', (_name, event) => {
      expect(findTargets('us-east-2', event)).toEqual([]);
      expect(findTargets('eu-west-1', event)).toEqual([]);
    });

    test('does not report changes by the handlers', () => {
      for (const role of findOutputs('RoleArn')) {
        expect(findTargets('us-east-2', makeCall('PutBucketReplication', PUT, makeRoleIdentity(role)))).toEqual([]);
      }
      expect(findOutputs('RoleArn')).not.toEqual([]);
    });

    test('reports changes of an access point in us-west-2 by its name or without a name', () => {
      const [name] = findOutputs('Name');
      const put = (parameters: object) => makeCall('PutMultiRegionAccessPointPolicy', parameters);
      const makeParameters = (Name: string) => ({ PutMultiRegionAccessPointPolicyRequest: { Details: { Name } } });
      expect(findTargets('us-west-2', put(makeParameters(name)))).toEqual([HOME_BUS]);
      expect(findTargets('us-west-2', put(makeParameters('other')))).toEqual([]);
      expect(findTargets('us-west-2', put({}))).toEqual([HOME_BUS]);
      expect(findTargets(
        'us-west-2',
        makeCall('DeleteMultiRegionAccessPoint', { DeleteMultiRegionAccessPointRequest: { Details: { Name: name } } }),
      )).toEqual([HOME_BUS]);
      expect(findTargets('us-east-1', put(makeParameters(name)))).toEqual([]);
    });

    test.each([
      'us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1',
    ])('reports changes of routes through %s', (region) => {
      const [arn] = findOutputs('Arn');
      expect(findTargets(region, makeCall('SubmitMultiRegionAccessPointRoutes', { mrap: arn }))).toEqual([HOME_BUS]);
      expect(findTargets(region, makeCall('SubmitMultiRegionAccessPointRoutes', { mrap: 'other' }))).toEqual([]);
      expect(findTargets(region, makeCall('SubmitMultiRegionAccessPointRoutes', {}))).toEqual([HOME_BUS]);
      expect(findTargets(region, makeCall('GetMultiRegionAccessPointRoutes', { mrap: arn }))).toEqual([]);
    });

    test('allows a rule only to forward to the home event bus', () => {
      const policies = findResources(assembly, makeStackName('us-west-2'), 'AWS::IAM::Policy');
      expect(policies.map(({ PolicyDocument: document }) => (document as { Statement: unknown }).Statement))
        .toEqual([[{ Action: 'events:PutEvents', Effect: 'Allow', Resource: HOME_BUS }]]);
    });
  });

  describe('with several rules', () => {
    const VAULT = UnderlyingBucket.fromBucketName('vault-eu', 'eu-west-1');

    test('watches every rule with metrics, with its own threshold', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', {
        buckets: BUCKETS,
        rules: [
          ReplicationRule.oneWay({ id: 'vault', sources: BUCKETS.slice(0, 1), destinations: [VAULT] }),
          ReplicationRule.twoWay({ id: 'fast', prefix: 'fast/', priority: 1, replicationTimeControl: true }),
        ],
      });
      replication.addRule(ReplicationRule.oneWay({
        id: 'quiet', sources: BUCKETS.slice(1), destinations: [VAULT], metrics: false,
      }));
      const { alarms } = declare(stack, { replication });
      const assembly = synthesize(stack);
      const resources = [...findResources(assembly, 'Stack', ALARM),
        ...findResources(assembly, 'Stack-media-alarms-us-east-2', ALARM)];
      expect(resources.filter(({ MetricName: name }) => name === 'ReplicationLatency')
        .map(({ AlarmName: name, Threshold: threshold }) => [name, threshold])).toEqual([
        ['media-replication-latency-us-east-2-to-eu-west-1', 10800],
        ['media-replication-latency-eu-west-1-to-eu-west-1-vault', 10800],
        ['media-replication-latency-us-east-2-to-eu-west-1-fast', 900],
        ['media-replication-latency-eu-west-1-to-us-east-2', 10800],
        ['media-replication-latency-eu-west-1-to-us-east-2-fast', 900],
      ]);
      expect(alarms).toHaveLength(15);
      const ofVault =
        resources.find(({ AlarmName: name }) => String(name).endsWith('latency-eu-west-1-to-eu-west-1-vault'))!;
      expect(ofVault.Dimensions).toContainEqual({ Name: 'RuleId', Value: 'cdk-s3-mrap/media-eu/vault-eu/vault' });
      expect(ofVault.AlarmDescription).toContain('from eu-west-1 to eu-west-1 by the rule vault');
    });

    test('rejects a default rule without metrics', () => {
      expect(findErrors((stack) => ({
        replication: new CrossRegionReplication(stack, 'Replication', {
          buckets: BUCKETS, metrics: false, rules: [ReplicationRule.oneWay({ id: 'vault', destinations: [VAULT] })],
        }),
      }))).toEqual(['MRAP793']);
    });
  });

  describe('with a topic in each Region', () => {
    const makeRegionalTopics = (stack: cdk.Stack, ...regions: string[]) =>
      AlarmTopics.perRegion(Object.fromEntries(regions.map((region) => [region, findOrCreateTopic(stack, region)])));

    test('sends notifications to the topic of the Region, with the threshold of Replication Time Control', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', {
        buckets: BUCKETS,
        replicationTimeControl: true,
      });
      const alarms = declare(stack, { replication, topics: makeRegionalTopics(stack, 'eu-west-1', 'us-east-2') });
      const assembly = synthesize(stack);
      expect(alarms.alarms).toHaveLength(6);
      for (const [name, region] of [['Stack', 'eu-west-1'], ['Stack-media-alarms-us-east-2', 'us-east-2']]) {
        const arn = `arn:aws:sns:${region}:${ACCOUNT}:on-call`;
        const inStack = findResources(assembly, name, ALARM);
        expect(inStack.map(({ AlarmActions: actions }) => actions)).toEqual([[arn], [arn], [arn]]);
        expect(inStack.find(({ MetricName: metric }) => metric === 'ReplicationLatency')!.Threshold).toBe(900);
        expect(findResources(assembly, name, RULE).map(({ Targets: targets }) => targets))
          .toEqual([[{ Arn: arn, Id: 'Target0' }]]);
      }
    });

    test('allows only the alarms of the Region to publish to its topic', () => {
      const stack = stackIn();
      const topics = AlarmTopics.perRegion({
        'eu-west-1': new sns.Topic(stack, 'OnCall'), 'us-east-2': findOrCreateTopic(stack, 'us-east-2'),
      });
      declare(stack, { topics });
      const assembly = synthesize(stack);
      const [{ PolicyDocument: document }] = findResources(assembly, 'Stack', 'AWS::SNS::TopicPolicy');
      expect((document as { Statement: object[] }).Statement).toContainEqual(expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:media-replication-*` },
        },
      }));
      const names = findResources(assembly, 'Stack', ALARM).map(({ AlarmName: name }) => String(name));
      expect(names.filter((name) => !name.startsWith('media-replication-'))).toEqual([]);
      expect(names.length).toBeGreaterThan(0);
    });

    test('rejects a Region without a topic', () => {
      const imported = (stack: cdk.Stack) => [
        MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', IMPORTED),
      ];
      expect(findErrors((stack) => ({ topics: makeRegionalTopics(stack, 'eu-west-1') }))).toEqual(['MRAP791']);
      expect(findErrors((stack) => ({
        topics: makeRegionalTopics(stack, 'eu-west-1', 'us-east-2'),
        multiRegionAccessPoints: imported(stack),
      }))).toEqual(['MRAP791']);
    });

    test('rejects a topic in another Region', () => {
      expect(findErrors((stack) => ({ topics: AlarmTopics.inOneRegion(findOrCreateTopic(stack, 'us-east-1')) })))
        .toEqual(['MRAP792']);
      expect(findErrors((stack) => ({
        topics: AlarmTopics.perRegion({
          'eu-west-1': findOrCreateTopic(stack, 'eu-west-1'),
          'us-east-2': findOrCreateTopic(stack, 'eu-west-2'),
        }),
      })))
        .toEqual(['MRAP792']);
    });
  });

  test('rejects a replication without metrics', () => {
    expect(findErrors((stack) => ({
      replication: new CrossRegionReplication(stack, 'WithoutMetrics', { buckets: BUCKETS, metrics: false }),
    }))).toEqual(['MRAP793']);
  });

  test('rejects a bucket without a fixed name and a stack with a token as Region', () => {
    const makeProps = (stack: cdk.Stack) => ({
      replication: new CrossRegionReplication(stack, 'Named', {
        buckets: [UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket', { versioned: true })), BUCKETS[1]],
      }),
    });
    expect(findErrors(makeProps)).toEqual(['MRAP794']);
    expect(findErrors(() => ({}), new cdk.Stack(new cdk.App(), 'Stack'))).toEqual(['MRAP767']);
  });

  test('creates no alarms for edges to another account', () => {
    const stack = stackIn();
    const buckets = [...BUCKETS, UnderlyingBucket.fromBucketName('partner', 'us-west-1', { account: OTHER_ACCOUNT })];
    const { alarms } = declare(stack, { replication: new CrossRegionReplication(stack, 'Three', { buckets }) });
    expect(alarms).toHaveLength(6);
    expect(warningTexts(stack, 'MRAP219').join()).toMatch(/media-[a-z0-9-]+ to partner.*partner to media-/);
  });

  test('creates no rule for changes of buckets without a bucket of its account', () => {
    const stack = stackIn('us-west-1');
    const foreign = ['eu-west-1', 'us-east-1'].map((region) =>
      UnderlyingBucket.fromBucketName(`partner-${region}`, region, { account: OTHER_ACCOUNT }));
    const rules = [ReplicationRule.oneWay({ id: 'vault', sources: [BUCKETS[0]], destinations: [foreign[0]] })];
    const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [BUCKETS[0]], rules });
    declare(stack, { replication, topics: AlarmTopics.inOneRegion(findOrCreateTopic(stack, 'us-west-1')) });
    expect(synthesize(stack).stacks.flatMap(({ stackName }) => JSON.stringify(findResources(
      (stack.node.root as cdk.App).synth(), stackName, RULE))).join()).not.toContain('"bucketName":[]');
  });
});
