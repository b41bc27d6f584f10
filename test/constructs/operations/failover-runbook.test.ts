import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  CrossRegionReplication, FailoverConfiguration, FailoverRunbook, type FailoverRunbookProps, MultiRegionAccessPoint, ReplicatedMultiRegionAccessPoint,
  UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { type AutomationDocument } from '../../support/automation';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn, verdictOf } from '../../support/synthesis';
import { type DeployedTemplate, Night } from './night';
import { resourcesIn, settled, synth } from './support';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const DOCUMENT = 'AWS::SSM::Document';

function declareIn(stack: cdk.Stack, props: Partial<FailoverRunbookProps> = {}): FailoverRunbook {
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', regions: REGIONS, failover: FailoverConfiguration.activePassive(['eu-west-1']),
  });
  return new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover', multiRegionAccessPoint: media.accessPoint, replication: media.replication, ...props,
  });
}

const stackOf = (region: string) => (region === 'eu-west-1' ? 'Stack' : `Stack-mrap-operations-${region}`);
const templateOf = (assembly: CloudAssembly, region: string) => assembly.getStackByName(stackOf(region)).template as DeployedTemplate;

describe('in the Regions that control failover', () => {
  let assembly: CloudAssembly;
  let runbook: FailoverRunbook;
  let night: Night;

  beforeAll(() => {
    const stack = stackIn();
    runbook = declareIn(stack, { regionSwitchRegions: ['eu-west-1', 'us-east-1'] });
    const canaries = new cdk.Stack(stack.node.root, 'Canaries', { env: { account: ACCOUNT, region: 'us-east-1' } });
    const alarm = new cloudwatch.Alarm(canaries, 'Lost', {
      alarmName: 'ireland-is-lost', metric: new cloudwatch.Metric({ namespace: 'Canaries', metricName: 'Failed' }), threshold: 1, evaluationPeriods: 3,
    });
    runbook.startOnAlarm(alarm, 'us-east-1', { acceptDataLoss: true });
    runbook.grantStart(new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
    assembly = synth(stack);
  });
  beforeEach(async () => {
    night = await Night.of(REGIONS.map((region) => ({ Region: region, Bucket: `media-${region}` })));
  });

  const documentIn = (region: string) => resourcesIn(assembly, stackOf(region), DOCUMENT)[0];
  const run = (region: string, parameters: Record<string, string>) => night.execute(templateOf(assembly, region), region, parameters);

  test('one document in each but home, those of passive Regions first', () => {
    expect(runbook.controlRegions).toEqual(['us-east-1', 'ap-northeast-1', 'us-west-2', 'ap-southeast-2']);
    expect(resourcesIn(assembly, 'Stack', DOCUMENT)).toEqual([]);
    for (const region of runbook.controlRegions) {
      expect(documentIn(region)).toMatchObject({ Name: 'media-failover', DocumentType: 'Automation', UpdateMethod: 'NewVersion' });
      expect(assembly.getStackByName(stackOf(region)).dependencies.map(({ id }) => id)).toContain('Stack');
    }
    expect(assembly.getStackByName('Stack').dependencies.filter(({ id }) => id.includes('operations'))).toEqual([]);
    expect(runbook.documentArn('us-west-2')).toBe(`arn:aws:ssm:us-west-2:${ACCOUNT}:document/media-failover`);
  });

  test('fails over to its own Region when nothing waits, asking no other Region', async () => {
    const execution = await run('us-east-1', { Target: 'us-east-1' });
    expect(execution.steps).toEqual([
      'RoutesBefore', 'IsDataLossAccepted', 'CheckBacklog', 'ChooseTarget', 'Submit_us_east_1', 'Verify_us_east_1', 'RoutesAfter',
    ]);
    expect(execution.status).toBe('Success');
    expect(night.active()).toEqual(['us-east-1']);
    expect(night.regionsAsked()).toEqual(['us-east-1']);
    expect(execution.outputs['RoutesAfter.Routes']).toContainEqual({ Bucket: 'media-us-east-1', Region: 'us-east-1', TrafficDialPercentage: 100 });
  });

  test.each([
    ['something waits', () => night.waiting('eu-west-1', 'us-east-1', 3)],
    ['nobody knows what waits', () => night.waiting('eu-west-1', 'us-east-1', undefined)],
  ])('refuses while %s, and goes when that is accepted', async (_why, happen) => {
    happen();
    const refused = await run('us-east-1', { Target: 'us-east-1' });
    expect(refused).toMatchObject({ status: 'Failed', failure: expect.stringMatching(/^CheckBacklog: got "ALARM"/) });
    expect(night.active()).toEqual(['eu-west-1']);
    expect((await run('us-east-1', { Target: 'us-east-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
    expect(night.active()).toEqual(['us-east-1']);
  });

  test('what waits for another Region is not known here: only accepting it goes', async () => {
    expect(await run('us-west-2', { Target: 'us-east-1' })).toMatchObject({ status: 'Failed', failure: expect.stringMatching(/^CheckBacklog/) });
    expect(night.active()).toEqual(['eu-west-1']);
    expect((await run('us-west-2', { Target: 'ap-northeast-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
    expect(night.active()).toEqual(['ap-northeast-1']);
  });

  test('goes, and goes back, with every other control Region dead', async () => {
    night.loseAllBut('ap-northeast-1');
    expect((await run('ap-northeast-1', { Target: 'ap-northeast-1' })).status).toBe('Success');
    expect((await run('ap-northeast-1', { Target: 'eu-west-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
    expect(night.active()).toEqual(['eu-west-1']);
  });

  test('fails where its own Region does not answer, having changed nothing; another one then goes', async () => {
    night.loseAllBut('us-west-2');
    expect(await run('us-east-1', { Target: 'us-east-1' })).toMatchObject({ status: 'Failed', steps: ['RoutesBefore'] });
    expect(night.active()).toEqual(['eu-west-1']);
    expect((await run('us-west-2', { Target: 'us-east-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
  });

  test('tries a call again', async () => {
    night.slowDown(2);
    expect((await run('us-east-1', { Target: 'us-east-1' })).status).toBe('Success');
  });

  test('fails where new routes do not show', async () => {
    night.routesNeverShow();
    expect(await run('us-east-1', { Target: 'us-east-1' })).toMatchObject({ status: 'Failed', failure: 'Verify_us_east_1: timed out' });
  });

  test.each([{ Target: 'sa-east-1' }, {}, { Target: 'us-east-1', AcceptDataLoss: 'perhaps' }, { Target: 'us-east-1', Region: 'us-east-1' }])(
    'cannot be started with %j', async (parameters) => {
      await expect(run('us-east-1', parameters as Record<string, string>)).rejects.toThrow('InvalidAutomationExecutionParameters');
    });

  test('its role may do what its steps do, and nothing else', async () => {
    await run('us-east-1', { Target: 'us-east-1' });
    const policies = settled(resourcesIn(assembly, stackOf('us-east-1'), 'AWS::IAM::Policy')) as unknown as { PolicyDocument: { Statement: Statement[] }; PolicyName: string }[];
    const { PolicyDocument: { Statement: statements } } = policies.find(({ PolicyName: name }) => name.startsWith('mediafailoverPolicy'))!;
    const arn = `output ${Object.keys((assembly.getStackByName('Stack').template as { Outputs: object }).Outputs).find((id) => id.startsWith('MrapArn'))}`;
    const decide = (action: string, resource: string) =>
      evaluate({ principal: `arn:aws:iam::${ACCOUNT}:role/x`, action, resource, owner: ACCOUNT }, { identity: statements });
    for (const [service, operation] of night.called) expect(decide(`${service}:${operation}`, service === 's3' ? arn : '*')).toBe('allowed');
    expect(night.called.map(([, operation]) => operation)).toEqual(
      ['DescribeAlarms', 'GetMultiRegionAccessPointRoutes', 'SubmitMultiRegionAccessPointRoutes']);
    expect(statements.flatMap(({ Action }) => Action)).toEqual(
      ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets', 'cloudwatch:DescribeAlarms']);
    expect(decide('s3:SubmitMultiRegionAccessPointRoutes', `arn:aws:s3::${ACCOUNT}:accesspoint/other.mrap`)).toBe('implicitly denied');
  });

  test('its role is assumed by Automation of this account and Region', () => {
    const roles = resourcesIn(assembly, stackOf('us-west-2'), 'AWS::IAM::Role');
    expect(roles).toHaveLength(1);
    expect(roles[0]).toMatchObject({
      RoleName: 'media-failover-us-west-2',
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': `arn:aws:ssm:us-west-2:${ACCOUNT}:automation-execution/*` } },
        }],
      },
    });
    expect(runbook.roleArns).toContain(`arn:aws:iam::${ACCOUNT}:role/media-failover-us-west-2`);
    expect(runbook.roleArns).toContain(`arn:aws:iam::${ACCOUNT}:role/media-failover-switch-us-east-1`);
  });

  test('an alarm starts the document of its Region', () => {
    const [rule] = settled(resourcesIn(assembly, stackOf('us-east-1'), 'AWS::Events::Rule'));
    expect(rule).toMatchObject({
      EventPattern: { 'detail-type': ['CloudWatch Alarm State Change'], 'detail': { state: { value: ['ALARM'] } } },
      Targets: [{
        Arn: `arn:aws:ssm:us-east-1:${ACCOUNT}:automation-definition/media-failover:$DEFAULT`,
        Input: '{"Target":["us-east-1"],"AcceptDataLoss":["yes"]}',
        RoleArn: expect.any(String),
      }],
    });
    expect(JSON.parse((rule as { Targets: { Input: string }[] }).Targets[0].Input)).toEqual({ Target: ['us-east-1'], AcceptDataLoss: ['yes'] });
  });

  test('an operator may start the documents and pass their roles, nothing more', () => {
    const [{ PolicyDocument: { Statement: statements } }] = (resourcesIn(assembly, 'Stack', 'AWS::IAM::Policy') as { PolicyName: string; PolicyDocument: { Statement: Statement[] } }[])
      .filter(({ PolicyName: name }) => name.startsWith('Operator'));
    const decide = (action: string, resource: string, service = 'ssm.amazonaws.com') => evaluate(
      { principal: `arn:aws:iam::${ACCOUNT}:role/x`, action, resource, owner: ACCOUNT, context: { 'iam:PassedToService': service } }, { identity: statements });
    for (const region of runbook.controlRegions) {
      expect(decide('ssm:StartAutomationExecution', `arn:aws:ssm:${region}:${ACCOUNT}:automation-definition/media-failover:1`)).toBe('allowed');
      expect(decide('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/media-failover-${region}`)).toBe('allowed');
    }
    expect(decide('ssm:StartAutomationExecution', `arn:aws:ssm:us-east-1:${ACCOUNT}:automation-definition/other:1`)).toBe('implicitly denied');
    expect(decide('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/media-failover-us-east-1`, 'lambda.amazonaws.com')).toBe('implicitly denied');
  });

  test('Region switch has a function in each Region of its plan', () => {
    for (const region of ['eu-west-1', 'us-east-1']) {
      const functions = resourcesIn(assembly, stackOf(region), 'AWS::Lambda::Function').filter(({ FunctionName: name }) => name === 'media-failover-switch');
      expect(functions).toHaveLength(1);
      expect(functions[0]).toMatchObject({ Handler: 'index.onRegionSwitch', Environment: { Variables: { ACTIVE_REGIONS: region } } });
      expect(runbook.regionSwitchFunctionArn(region)).toBe(`arn:aws:lambda:${region}:${ACCOUNT}:function:media-failover-switch`);
    }
  });
});

describe('with targets of its own', () => {
  test('several active Regions are verified one by one', async () => {
    const stack = stackIn();
    declareIn(stack, { controlRegions: ['eu-west-1'], targets: { 'without-tokyo': FailoverConfiguration.activePassive(['eu-west-1', 'us-east-1']) } });
    const night = await Night.of(REGIONS.map((region) => ({ Region: region, Bucket: `media-${region}` })));
    const execution = await night.execute(templateOf(synth(stack), 'eu-west-1'), 'eu-west-1', { Target: 'without-tokyo', AcceptDataLoss: 'yes' });
    expect(execution).toMatchObject({ status: 'Success', steps: expect.arrayContaining(['Verify_without_tokyo', 'Verify_without_tokyo__1', 'Verify_without_tokyo__2']) });
    expect(night.active()).toEqual(['eu-west-1', 'us-east-1']);
  });
});

describe('declarations that cannot work', () => {
  const IMPORTED = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
  const BUCKETS = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
  const errors = (props: (stack: cdk.Stack) => Partial<FailoverRunbookProps>, stack = stackIn()) => verdictOf(stack, () => new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover',
    multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED),
    buckets: BUCKETS,
    ...props(stack),
  })).errors;

  test.each([
    [[], {}],
    [['MRAP305'], { controlRegions: ['sa-east-1'] }],
    [['MRAP302'], { targets: { none: FailoverConfiguration.activePassive([]) } }],
    [['MRAP303'], { targets: { paris: FailoverConfiguration.activePassive(['eu-west-3']) } }],
    [['MRAP795'], { targets: { 'All of it': FailoverConfiguration.activeActive() } }],
    [['MRAP795'], { runbookName: 'Media' }],
    [['MRAP796'], { buckets: undefined }],
    [['MRAP797'], { targets: {} }],
    [['MRAP797'], { targets: Object.fromEntries([...Array(25).keys()].map((index) => [`target-${index}`, FailoverConfiguration.activeActive()])) }],
    [['MRAP798'], { regionSwitchRegions: ['sa-east-1'] }],
  ] as [string[], Partial<FailoverRunbookProps>][])('%j', (expected, props) => {
    expect(errors(() => props)).toEqual(expected);
  });

  test('a replication without metrics, and a stack of unknown Region', () => {
    expect(errors((stack) => ({ replication: new CrossRegionReplication(stack, 'Silent', { buckets: BUCKETS, metrics: false }) }))).toEqual(['MRAP793']);
    expect(errors(() => ({}), new cdk.Stack(new cdk.App(), 'Stack'))).toEqual(['MRAP767']);
  });

  test('what is asked of a Region that has nothing', () => {
    const runbook = declareIn(stackIn());
    const alarm = cloudwatch.Alarm.fromAlarmArn(runbook, 'Alarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lost`);
    for (const wrong of [() => runbook.documentArn('eu-west-1'), () => runbook.regionSwitchFunctionArn('us-east-1'), () => runbook.startOnAlarm(alarm, 'us-east-1')]) {
      expect(wrong).toThrow('MRAP798');
    }
  });

  test('the ARN of an imported access point is in the document as it is, and without a replication nobody knows what waits', () => {
    const stack = stackIn();
    new FailoverRunbook(stack, 'Failover', {
      runbookName: 'media-failover',
      multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED),
      buckets: BUCKETS,
      controlRegions: ['us-east-1'],
    });
    const assembly = synth(stack);
    const { Content: content } = resourcesIn(assembly, stackOf('us-east-1'), DOCUMENT)[0];
    expect((content as AutomationDocument).mainSteps[0].inputs).toMatchObject({ Mrap: IMPORTED, AccountId: ACCOUNT });
    expect(resourcesIn(assembly, stackOf('us-east-1'), 'AWS::CloudWatch::CompositeAlarm')).toEqual([]);
  });
});
