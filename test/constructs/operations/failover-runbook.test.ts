import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  CrossRegionReplication, FailoverConfiguration, FailoverRunbook, type FailoverRunbookProps, MultiRegionAccessPoint,
  ReplicatedMultiRegionAccessPoint, ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { type AutomationDocument } from '../../support/automation';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn, verdictOf } from '../../support/synthesis';
import { type DeployedTemplate, SimulatedAccount } from './simulated-account';
import { findResources, renderReferences, synthesize } from './support';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const DOCUMENT = 'AWS::SSM::Document';

function declareRunbook(stack: cdk.Stack, props: Partial<FailoverRunbookProps> = {}): FailoverRunbook {
  const failover = FailoverConfiguration.activePassive(['eu-west-1']);
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', bucketNamePrefix: 'media', regions: REGIONS, failover,
  });
  return new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover', multiRegionAccessPoint: media.accessPoint, replication: media.replication, ...props,
  });
}

const makeStackName = (region: string) => (region === 'eu-west-1' ? 'Stack' : `Stack-media-failover-runbook-${region}`);
const findTemplate = (assembly: CloudAssembly, region: string) =>
  assembly.getStackByName(makeStackName(region)).template as DeployedTemplate;

describe('FailoverRunbook', () => {
  describe('in the failover control Regions', () => {
    let assembly: CloudAssembly;
    let runbook: FailoverRunbook;
    let account: SimulatedAccount;

    beforeAll(() => {
      const stack = stackIn();
      runbook = declareRunbook(stack, { regionSwitchRegions: ['eu-west-1', 'us-east-1'] });
      const canaries = new cdk.Stack(stack.node.root, 'Canaries', { env: { account: ACCOUNT, region: 'us-east-1' } });
      const alarm = new cloudwatch.Alarm(canaries, 'RegionFails', {
        alarmName: 'ireland-fails',
        metric: new cloudwatch.Metric({ namespace: 'Canaries', metricName: 'Failed' }),
        threshold: 1,
        evaluationPeriods: 3,
      });
      runbook.startOnAlarm(alarm, 'us-east-1', { acceptDataLoss: true });
      runbook.grantStart(new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
      assembly = synthesize(stack);
    });
    beforeEach(async () => {
      account = await SimulatedAccount.create(REGIONS.map((region) => ({ Region: region, Bucket: `media-${region}` })));
    });

    const findDocument = (region: string) => findResources(assembly, makeStackName(region), DOCUMENT)[0];
    const run = (region: string, parameters: Record<string, string>) =>
      account.execute(findTemplate(assembly, region), region, parameters);

    test('creates a document in each control Region, first in passive Regions, last in the home Region', () => {
      expect(runbook.controlRegions)
        .toEqual(['us-east-1', 'ap-northeast-1', 'us-west-2', 'ap-southeast-2', 'eu-west-1']);
      for (const region of runbook.controlRegions) {
        expect(findDocument(region))
          .toMatchObject({ Name: 'media-failover', DocumentType: 'Automation', UpdateMethod: 'NewVersion' });
      }
      for (const region of runbook.controlRegions.slice(0, 4)) {
        expect(assembly.getStackByName(makeStackName(region)).dependencies.map(({ id }) => id)).toContain('Stack');
      }
      expect(assembly.getStackByName('Stack').dependencies.filter(({ id }) => id.includes('operations'))).toEqual([]);
      expect(runbook.documentArn('us-west-2')).toBe(`arn:aws:ssm:us-west-2:${ACCOUNT}:document/media-failover`);
    });

    test('fails over to its own Region without a backlog, and calls no other Region', async () => {
      const execution = await run('us-east-1', { Target: 'us-east-1' });
      expect(execution.steps).toEqual([
        'RoutesBefore', 'IsDataLossAccepted', 'CheckBacklog', 'ChooseTarget', 'Submit_us_east_1', 'Verify_us_east_1',
        'RoutesAfter',
      ]);
      expect(execution.status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['us-east-1']);
      expect(account.listCalledRegions()).toEqual(['us-east-1']);
      expect(execution.outputs['RoutesAfter.Routes'])
        .toContainEqual({ Bucket: 'media-us-east-1', Region: 'us-east-1', TrafficDialPercentage: 100 });
    });

    test.each([
      ['operations are pending', () => account.setBacklog('eu-west-1', 'us-east-1', 3)],
      ['the backlog is unknown', () => account.setBacklog('eu-west-1', 'us-east-1', undefined)],
    ])('refuses to fail over if %s, unless data loss is accepted', async (_reason, prepare) => {
      prepare();
      const refused = await run('us-east-1', { Target: 'us-east-1' });
      expect(refused).toMatchObject({ status: 'Failed', failure: expect.stringMatching(/^CheckBacklog: got "ALARM"/) });
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      expect((await run('us-east-1', { Target: 'us-east-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['us-east-1']);
    });

    test('refuses to fail over to another Region, unless data loss is accepted', async () => {
      expect(await run('us-west-2', { Target: 'us-east-1' }))
        .toMatchObject({ status: 'Failed', failure: expect.stringMatching(/^CheckBacklog/) });
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      expect((await run('us-west-2', { Target: 'ap-northeast-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['ap-northeast-1']);
    });

    test('fails over and fails back during an outage of all other control Regions', async () => {
      account.failAllControlRegionsExcept('ap-northeast-1');
      expect((await run('ap-northeast-1', { Target: 'ap-northeast-1' })).status).toBe('Success');
      expect((await run('ap-northeast-1', { Target: 'eu-west-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
    });

    test('changes nothing if its own Region does not answer, so that another Region can fail over', async () => {
      account.failAllControlRegionsExcept('us-west-2');
      expect(await run('us-east-1', { Target: 'us-east-1' }))
        .toMatchObject({ status: 'Failed', steps: ['RoutesBefore'] });
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      expect((await run('us-west-2', { Target: 'us-east-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
    });

    test('retries a throttled call', async () => {
      account.throttleFirstCalls(2);
      expect((await run('us-east-1', { Target: 'us-east-1' })).status).toBe('Success');
    });

    test('fails if S3 does not return the new routes', async () => {
      account.delayRoutes();
      expect(await run('us-east-1', { Target: 'us-east-1' }))
        .toMatchObject({ status: 'Failed', failure: 'Verify_us_east_1: timed out' });
    });

    test.each([
      { Target: 'sa-east-1' },
      {},
      { Target: 'us-east-1', AcceptDataLoss: 'perhaps' },
      { Target: 'us-east-1', Region: 'us-east-1' },
    ])(
      'rejects the parameters %j', async (parameters) => {
        await expect(run('us-east-1', parameters as Record<string, string>)).rejects
          .toThrow('InvalidAutomationExecutionParameters');
      });

    test('allows its role only the operations of its steps', async () => {
      await run('us-east-1', { Target: 'us-east-1' });
      const policies = renderReferences(findResources(
        assembly, makeStackName('us-east-1'), 'AWS::IAM::Policy',
      )) as unknown as { PolicyDocument: { Statement: Statement[] }; PolicyName: string }[];
      const { PolicyDocument: { Statement: statements } } =
        policies.find(({ PolicyName: name }) => name.startsWith('Policy'))!;
      const { Outputs: outputs } = assembly.getStackByName('Stack').template as { Outputs: object };
      const arn = `output ${Object.keys(outputs).find((id) => id.startsWith('MrapArn'))}`;
      const decide = (action: string, resource: string) =>
        evaluate(
          { principal: `arn:aws:iam::${ACCOUNT}:role/x`, action, resource, owner: ACCOUNT }, { identity: statements },
        );
      for (const [service, operation] of account.calledOperations) {
        expect(decide(`${service}:${operation}`, service === 's3' ? arn : '*')).toBe('allowed');
      }
      expect(account.calledOperations.map(([, operation]) => operation)).toEqual(
        ['DescribeAlarms', 'GetMultiRegionAccessPointRoutes', 'SubmitMultiRegionAccessPointRoutes']);
      expect(statements.flatMap(({ Action }) => Action)).toEqual(
        [
          's3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets',
          'cloudwatch:DescribeAlarms',
        ]);
      expect(decide('s3:SubmitMultiRegionAccessPointRoutes', `arn:aws:s3::${ACCOUNT}:accesspoint/other.mrap`))
        .toBe('implicitly denied');
    });

    test('allows only executions of its account and Region to assume its role', () => {
      const roles = findResources(assembly, makeStackName('us-west-2'), 'AWS::IAM::Role');
      expect(roles).toHaveLength(1);
      expect(roles[0]).toMatchObject({
        RoleName: 'media-failover-us-west-2',
        AssumeRolePolicyDocument: {
          Statement: [{
            Principal: { Service: 'ssm.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': ACCOUNT },
              ArnLike: { 'aws:SourceArn': `arn:aws:ssm:us-west-2:${ACCOUNT}:automation-execution/*` },
            },
          }],
        },
      });
      expect(runbook.roleArns).toContain(`arn:aws:iam::${ACCOUNT}:role/media-failover-us-west-2`);
      expect(runbook.roleArns).toContain(`arn:aws:iam::${ACCOUNT}:role/media-failover-switch-us-east-1`);
    });

    test('starts the document in the Region of an alarm', () => {
      const [rule] = renderReferences(findResources(assembly, makeStackName('us-east-1'), 'AWS::Events::Rule'));
      expect(rule).toMatchObject({
        EventPattern: { 'detail-type': ['CloudWatch Alarm State Change'], 'detail': { state: { value: ['ALARM'] } } },
        Targets: [{
          Arn: `arn:aws:ssm:us-east-1:${ACCOUNT}:automation-definition/media-failover:$DEFAULT`,
          Input: '{"Target":["us-east-1"],"AcceptDataLoss":["yes"]}',
          RoleArn: expect.any(String),
        }],
      });
      expect(JSON.parse((rule as { Targets: { Input: string }[] }).Targets[0].Input))
        .toEqual({ Target: ['us-east-1'], AcceptDataLoss: ['yes'] });
    });

    test('allows an operator only to start the documents and to pass their roles', () => {
      const [{ PolicyDocument: { Statement: statements } }] = (findResources(assembly, 'Stack', 'AWS::IAM::Policy') as {
        PolicyName: string;
        PolicyDocument: { Statement: Statement[] };
      }[])
        .filter(({ PolicyName: name }) => name.startsWith('Operator'));
      const decide = (action: string, resource: string, service = 'ssm.amazonaws.com') => evaluate(
        {
          principal: `arn:aws:iam::${ACCOUNT}:role/x`,
          action,
          resource,
          owner: ACCOUNT,
          context: { 'iam:PassedToService': service },
        }, { identity: statements });
      for (const region of runbook.controlRegions) {
        expect(decide(
          'ssm:StartAutomationExecution', `arn:aws:ssm:${region}:${ACCOUNT}:automation-definition/media-failover:1`,
        )).toBe('allowed');
        expect(decide('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/media-failover-${region}`)).toBe('allowed');
      }
      expect(decide('ssm:StartAutomationExecution', `arn:aws:ssm:us-east-1:${ACCOUNT}:automation-definition/other:1`))
        .toBe('implicitly denied');
      expect(decide('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/media-failover-us-east-1`, 'lambda.amazonaws.com'))
        .toBe('implicitly denied');
    });

    test('starts the document for an alarm in the Region of the stack', () => {
      const stack = stackIn();
      const started = declareRunbook(stack);
      const arn = `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lost`;
      started.startOnAlarm(cloudwatch.Alarm.fromAlarmArn(started, 'Alarm', arn), 'us-east-1');
      const [rule] = findResources(synthesize(stack), 'Stack', 'AWS::Events::Rule');
      expect(JSON.stringify(rule)).toContain(
        `arn:aws:ssm:eu-west-1:${ACCOUNT}:automation-definition/media-failover:$DEFAULT`,
      );
    });
  });

  describe('with given targets', () => {
    test('verifies several active Regions one by one', async () => {
      const stack = stackIn();
      declareRunbook(stack, {
        controlRegions: ['eu-west-1'],
        targets: { 'without-tokyo': FailoverConfiguration.activePassive(['eu-west-1', 'us-east-1']) },
      });
      const account =
        await SimulatedAccount.create(REGIONS.map((region) => ({ Region: region, Bucket: `media-${region}` })));
      const execution = await account.execute(findTemplate(synthesize(stack), 'eu-west-1'), 'eu-west-1', {
        Target: 'without-tokyo',
        AcceptDataLoss: 'yes',
      });
      expect(execution).toMatchObject({
        status: 'Success',
        steps: expect.arrayContaining(['Verify_without_tokyo', 'Verify_without_tokyo__1', 'Verify_without_tokyo__2']),
      });
      expect(account.listActiveRegions()).toEqual(['eu-west-1', 'us-east-1']);
    });
  });

  describe('with checks', () => {
    const IMPORTED_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    const BUCKETS = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
    const findErrors = (props: (stack: cdk.Stack) => Partial<FailoverRunbookProps>, stack = stackIn()) =>
      verdictOf(stack, () => new FailoverRunbook(stack, 'Failover', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
        ...props(stack),
      })).errors;

    test.each([
      [[], {}],
      [['MRAP305'], { controlRegions: ['sa-east-1'] }],
      [['MRAP788'], { controlRegions: [] }],
      [['MRAP785'], { targets: { none: FailoverConfiguration.activePassive([]) } }],
      [['MRAP303'], { targets: { paris: FailoverConfiguration.activePassive(['eu-west-3']) } }],
      [['MRAP795'], { targets: { 'Invalid name': FailoverConfiguration.activeActive() } }],
      [['MRAP795'], { runbookName: 'Media' }],
      [['MRAP795'], { runbookName: 'mf' }],
      [[], { runbookName: 'mfo' }],
      [['MRAP796'], { buckets: undefined }],
      [['MRAP797'], { targets: {} }],
      [['MRAP797'], {
        targets: Object.fromEntries([...Array(25).keys()]
          .map((index) => [`target-${index}`, FailoverConfiguration.activeActive()])),
      }],
      [['MRAP798'], { regionSwitchRegions: ['sa-east-1'] }],
    ] as [string[], Partial<FailoverRunbookProps>][])('returns the errors %j', (expected, props) => {
      expect(findErrors(() => props)).toEqual(expected);
    });

    test('states the limits of names', () => {
      const stack = stackIn();
      const declareNamed = (runbookName: string, target: string) => () => {
        new FailoverRunbook(stack, `Runbook-${runbookName}-${target}`, {
          runbookName,
          multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(
            stack, `Imported-${runbookName}-${target}`, IMPORTED_ARN,
          ),
          buckets: BUCKETS,
          targets: { [target]: FailoverConfiguration.activeActive() },
        });
      };
      expect(declareNamed('mf', 'a')).toThrow(/the runbook has an invalid name, got "mf", expected 3 to 40 /);
      expect(declareNamed('media', 'A')).toThrow(/target has an invalid name, got "A", expected 1 to 40 /);
    });

    test('states that the backlog alarms need replication metrics', () => {
      const stack = stackIn();
      expect(() => new FailoverRunbook(stack, 'Runbook', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
        replication: new CrossRegionReplication(stack, 'WithoutMetrics', { buckets: BUCKETS, metrics: false }),
      })).toThrow('the backlog alarms of the runbook are without data: "Stack/WithoutMetrics" publishes no ');
    });

    test('watches all rules between the members, and no copy to a vault', () => {
      const stack = stackIn();
      const vault = UnderlyingBucket.fromBucketName('vault-us', 'us-east-1');
      const replication = new CrossRegionReplication(stack, 'Replication', {
        buckets: BUCKETS,
        rules: [
          ReplicationRule.oneWay({ id: 'vault', destinations: [vault], metrics: false }),
          ReplicationRule.twoWay({ id: 'films', prefix: 'films/', priority: 1 }),
        ],
      });
      new FailoverRunbook(stack, 'Runbook', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
        replication,
        controlRegions: ['us-east-1'],
      });
      const alarms = findResources(synthesize(stack), makeStackName('us-east-1'), 'AWS::CloudWatch::Alarm');
      const names = ['ap-northeast-1', 'eu-west-1'].map((region) => `media-failover-backlog-${region}-to-us-east-1`);
      expect(alarms.map(({ AlarmName: name }) => name).sort())
        .toEqual(names.flatMap((name) => [name, `${name}-films`]));
    });

    test('names the rule between members that publishes no metrics', () => {
      const stack = stackIn();
      const rules = [ReplicationRule.twoWay({ id: 'films', prefix: 'films/', priority: 1, metrics: false })];
      expect(() => new FailoverRunbook(stack, 'Runbook', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
        replication: new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS, rules }),
      })).toThrow('rule "films" of "Stack/Replication" publishes no replication metrics');
    });

    test('rejects a replication without metrics and a stack with a token as Region', () => {
      expect(findErrors((stack) => ({
        replication: new CrossRegionReplication(stack, 'WithoutMetrics', { buckets: BUCKETS, metrics: false }),
      }))).toEqual(['MRAP793']);
      expect(findErrors(() => ({}), new cdk.Stack(new cdk.App(), 'Stack'))).toEqual(['MRAP767']);
    });

    test('names the missing document, function or target', () => {
      const runbook = declareRunbook(stackIn(), { controlRegions: ['us-east-1'] });
      const alarm = cloudwatch.Alarm.fromAlarmArn(
        runbook, 'Alarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lost`,
      );
      const virginia = stackIn('us-east-1', { app: runbook.node.root as cdk.App, id: 'Virginia' });
      const inVirginia = cloudwatch.Alarm.fromAlarmArn(
        virginia, 'Alarm', `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:lost`,
      );
      for (const [call, message] of [
        [() => runbook.documentArn('eu-west-1'), /MRAP798.*no document in Region "eu-west-1".*controlRegions/],
        [
          () => runbook.regionSwitchFunctionArn('us-east-1'),
          /MRAP798.*no function in Region "us-east-1".*regionSwitch/,
        ],
        [() => runbook.startOnAlarm(alarm, 'us-east-1'), /MRAP798.*no document in Region "eu-west-1"/],
        [() => runbook.startOnAlarm(inVirginia, 'mars'), /MRAP798.*no target with the name "mars".*targets/],
      ] as const) {
        expect(call).toThrow(message);
      }
    });

    test('renders the ARN of an imported access point, and no backlog alarms without a replication', () => {
      const stack = stackIn();
      new FailoverRunbook(stack, 'Failover', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
        controlRegions: ['us-east-1'],
      });
      const assembly = synthesize(stack);
      const { Content: content } = findResources(assembly, makeStackName('us-east-1'), DOCUMENT)[0];
      expect((content as AutomationDocument).mainSteps[0].inputs)
        .toMatchObject({ Mrap: IMPORTED_ARN, AccountId: ACCOUNT });
      expect(findResources(assembly, makeStackName('us-east-1'), 'AWS::CloudWatch::CompositeAlarm')).toEqual([]);
    });
  });
});
