import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  FailoverConfiguration, FailoverRunbook, MultiRegionAccessPoint, type StartOnAlarmOptions, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn } from '../../support/synthesis';
import { declareRunbook, makeStackName, RUNBOOK_REGIONS } from './declare-runbook';
import { type DeployedTemplate, SimulatedAccount } from './simulated-account';
import { findResources, renderReferences, synthesize } from './support';

const DOCUMENT = 'AWS::SSM::Document';
const MEMBERS = RUNBOOK_REGIONS.map((region) => ({ Region: region, Bucket: `media-${region}` }));

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
      account = await SimulatedAccount.create(MEMBERS);
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

    test('fails over without a backlog, and submits only through its own Region', async () => {
      const execution = await run('us-east-1', { Target: 'us-east-1' });
      expect(execution.steps).toEqual([
        'RoutesBefore', 'IsCheckRequired', 'CheckFailover', 'IsInEffect', 'ChooseTarget', 'Submit_us_east_1',
        'Verify_us_east_1', 'RoutesAfter',
      ]);
      expect(execution.status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['us-east-1']);
      expect(account.listCalledRegions('SubmitMultiRegionAccessPointRoutes')).toEqual(['us-east-1']);
      expect(execution.outputs['RoutesAfter.Routes'])
        .toContainEqual({ Bucket: 'media-us-east-1', Region: 'us-east-1', TrafficDialPercentage: 100 });
    });

    test.each([
      ['operations are pending', () => account.setBacklog('eu-west-1', 'us-east-1', 3), '3 operations'],
      ['no metric exists', () => account.setBacklog('eu-west-1', 'us-east-1', undefined), 'operations unknown'],
      ['CloudWatch fails', () => account.failMetrics('us-east-1', { error: 'Denied' }), 'unknown, Denied'],
    ])('refuses to fail over if %s, unless data loss is accepted', async (_reason, prepare, problem) => {
      prepare();
      const refused = await run('us-east-1', { Target: 'us-east-1' });
      expect(refused).toMatchObject({
        status: 'Failed', failure: expect.stringMatching(/^CheckFailover: replication is pending or its status is /),
      });
      expect(refused.failure).toContain(problem);
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      expect((await run('us-east-1', { Target: 'us-east-1', AcceptDataLoss: 'yes' })).status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['us-east-1']);
    });

    test('checks the backlog from a Region that does not become active', async () => {
      account.setBacklog('eu-west-1', 'us-east-1', 3);
      expect(await run('us-west-2', { Target: 'us-east-1' }))
        .toMatchObject({ status: 'Failed', failure: expect.stringContaining('eu-west-1 to us-east-1: 3 operations') });
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      expect((await run('us-west-2', { Target: 'ap-northeast-1' })).status).toBe('Success');
      expect(account.listActiveRegions()).toEqual(['ap-northeast-1']);
    });

    test('runs no script if data loss and any routes are accepted', async () => {
      const { status, steps } = await run('us-east-1', { Target: 'us-east-1', AcceptDataLoss: 'yes' });
      expect(status).toBe('Success');
      expect(steps).not.toContain('CheckFailover');
    });

    test('tolerates control Regions that do not answer, and names the tables of the others', async () => {
      account.failAllControlRegionsExcept('us-west-2');
      const execution = await run('us-west-2', { Target: 'us-east-1' });
      expect(execution.status).toBe('Success');
      expect(execution.outputs['CheckFailover.Tables']).toEqual({ 'eu-west-1': ['us-west-2'] });
    });

    test('refuses if control Regions return different routes, unless most return the expected ones', async () => {
      account.setStaleRoutes('us-east-1', ['ap-northeast-1']);
      const refused = await run('us-east-1', { Target: 'us-east-1' });
      expect(refused).toMatchObject({
        status: 'Failed',
        failure: expect.stringContaining('different routes: active ap-northeast-1 in us-east-1; active eu-west-1 in '),
      });
      expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      expect((await run('us-east-1', { Target: 'us-east-1', ExpectedActiveRegions: 'eu-west-1' })).status)
        .toBe('Success');
    });

    test('counts the backlog of every returned table if control Regions differ', async () => {
      account.setStaleRoutes('us-east-1', ['ap-northeast-1']);
      account.setBacklog('ap-northeast-1', 'us-east-1', 1);
      expect(await run('us-east-1', { Target: 'us-east-1', ExpectedActiveRegions: 'eu-west-1' }))
        .toMatchObject({ failure: expect.stringContaining('ap-northeast-1 to us-east-1: 1 operations') });
    });

    test.each(['no', 'yes'])(
      'changes nothing if the live routes are not the expected ones (AcceptDataLoss=%s)', async (AcceptDataLoss) => {
        const parameters = { Target: 'us-east-1', AcceptDataLoss, ExpectedActiveRegions: 'us-east-1, ap-northeast-1' };
        expect(await run('us-east-1', parameters)).toMatchObject({
          status: 'Failed',
          failure: expect.stringMatching(/expected routes: active eu-west-1 in .*expected active ap-northeast-1,us-ea/),
        });
        expect(account.listActiveRegions()).toEqual(['eu-west-1']);
      });

    test('submits nothing if the target is in effect, whatever routes are expected', async () => {
      const execution = await run('us-west-2', { Target: 'eu-west-1', ExpectedActiveRegions: 'us-east-1' });
      expect(execution).toMatchObject({ status: 'Success', steps: expect.arrayContaining(['IsInEffect']) });
      expect(account.listCalledRegions('SubmitMultiRegionAccessPointRoutes')).toEqual([]);
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
      { Target: 'us-east-1', ExpectedActiveRegions: '$(date)' },
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
        ['GetMetricData', 'GetMultiRegionAccessPointRoutes', 'SubmitMultiRegionAccessPointRoutes']);
      expect(statements.flatMap(({ Action }) => Action)).toEqual(
        [
          's3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets',
          'cloudwatch:GetMetricData',
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
          Input: '{"Target":["us-east-1"],"AcceptDataLoss":["yes"],"ExpectedActiveRegions":["eu-west-1"]}',
          RoleArn: expect.any(String),
        }],
      });
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

  describe('with an alarm', () => {
    test.each([
      ['eu-west-1', 'the declared active Regions', undefined, {}],
      ['ap-northeast-1,us-east-1', 'the given Regions', undefined, {
        expectedActiveRegions: ['us-east-1', 'ap-northeast-1'],
      }],
      ['any', 'any Regions without a declaration', UnderlyingBucket.fromBucketName, {}],
    ] as const)('expects %s: %s', (expected, _title, importBucket, options) => {
      const stack = stackIn();
      const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
      const started = importBucket === undefined ? declareRunbook(stack) : new FailoverRunbook(stack, 'Failover', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', arn),
        buckets: RUNBOOK_REGIONS.map((region) => importBucket(`media-${region}`, region)),
      });
      const alarm = cloudwatch.Alarm.fromAlarmArn(
        started, 'Alarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lost`,
      );
      started.startOnAlarm(alarm, 'us-east-1', { ...options } as StartOnAlarmOptions);
      const [rule] = findResources(synthesize(stack), 'Stack', 'AWS::Events::Rule');
      expect(JSON.parse((rule as { Targets: { Input: string }[] }).Targets[0].Input))
        .toEqual({ Target: ['us-east-1'], AcceptDataLoss: ['no'], ExpectedActiveRegions: [expected] });
      expect(() => started.startOnAlarm(alarm, 'us-east-1', { expectedActiveRegions: ['sa-east-1'] }))
        .toThrow(/MRAP303.*sa-east-1/);
    });
  });

  describe('with given targets', () => {
    test('checks the backlog into every Region that becomes active, and out of every drained Region', async () => {
      const stack = stackIn();
      declareRunbook(stack, {
        controlRegions: ['eu-west-1'],
        targets: {
          all: FailoverConfiguration.activeActive(),
          both: FailoverConfiguration.activePassive(['us-east-1', 'ap-northeast-1']),
        },
      });
      const template = findTemplate(synthesize(stack), 'eu-west-1');
      for (const [Target, destination] of [
        ['all', 'us-east-1'], ['all', 'ap-northeast-1'], ['both', 'us-east-1'], ['both', 'ap-northeast-1'],
      ]) {
        const account =
          await SimulatedAccount.create(MEMBERS);
        account.setBacklog('eu-west-1', destination, 2);
        // Neither bucket was active, so no client has written to it.
        account.setBacklog('us-east-1', 'ap-northeast-1', 5);
        expect((await account.execute(template, 'eu-west-1', { Target })).failure).toMatch(new RegExp(
          `unknown: eu-west-1 to ${destination}: 2 operations; eu-west-1 to ${destination}: 2 bytes$`));
        account.setBacklog('eu-west-1', destination, 0);
        expect((await account.execute(template, 'eu-west-1', { Target })).status).toBe('Success');
      }
    });

    test('refuses a target whose replication publishes no metrics in this account', async () => {
      const stack = stackIn();
      declareRunbook(stack, { controlRegions: ['eu-west-1'], replication: undefined });
      const account =
        await SimulatedAccount.create(MEMBERS);
      const template = findTemplate(synthesize(stack), 'eu-west-1');
      expect((await account.execute(template, 'eu-west-1', { Target: 'us-east-1' })).failure)
        .toMatch(/eu-west-1 to us-east-1: unknown, no metrics$/);
    });

    test('verifies several active Regions one by one', async () => {
      const stack = stackIn();
      declareRunbook(stack, {
        controlRegions: ['eu-west-1'],
        targets: { 'without-tokyo': FailoverConfiguration.activePassive(['eu-west-1', 'us-east-1']) },
      });
      const account =
        await SimulatedAccount.create(MEMBERS);
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
});
