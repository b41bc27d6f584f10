import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  FailoverRunbook, MultiRegionAccessPoint, RegionSwitchPlan, type RegionSwitchPlanProps, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn, verdictOf } from '../../support/synthesis';
import { findResources, synthesize } from './support';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const makeFunctionArn = (region: string, suffix: string) =>
  `arn:aws:lambda:${region}:${ACCOUNT}:function:media-failover-${suffix}`;

function declareRunbook(stack: cdk.Stack, regionSwitchRegions?: string[]): FailoverRunbook {
  const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
  return new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover',
    multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', arn),
    buckets: REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region)),
    regionSwitchRegions,
  });
}

function declarePlan(stack: cdk.Stack, props: Partial<RegionSwitchPlanProps> = {}): RegionSwitchPlan {
  const runbook = props.runbook ?? declareRunbook(stack, ['eu-west-1', 'us-east-1']);
  return new RegionSwitchPlan(stack, 'Plan', { planName: 'media', runbook, ...props });
}

describe('RegionSwitchPlan', () => {
  test('checks replication in graceful executions only, and then changes the routes', () => {
    const stack = stackIn();
    const plan = declarePlan(stack, { recoveryTimeObjective: cdk.Duration.minutes(10) });
    stack.exportValue(plan.planArn, { name: 'PlanArn' });
    const [{ Workflows: workflows, ...resource }] =
      findResources(synthesize(stack), 'Stack', 'AWS::ARCRegionSwitch::Plan');
    expect(resource).toMatchObject({
      Name: 'media',
      RecoveryApproach: 'activePassive',
      Regions: ['eu-west-1', 'us-east-1'],
      PrimaryRegion: 'eu-west-1',
      RecoveryTimeObjectiveMinutes: 10,
      Description: 'Fails over between eu-west-1 and us-east-1',
    });
    const makeStep = (name: string, suffix: string, more: object) => ({
      Name: name,
      Description: expect.any(String),
      ExecutionBlockType: 'CustomActionLambda',
      ExecutionBlockConfiguration: {
        CustomActionLambdaConfig: {
          Lambdas: ['eu-west-1', 'us-east-1'].map((region) => ({ Arn: makeFunctionArn(region, suffix) })),
          RegionToRun: 'activatingRegion',
          RetryIntervalMinutes: 6,
          TimeoutMinutes: 15,
          ...more,
        },
      },
    });
    expect(workflows).toEqual(['eu-west-1', 'us-east-1'].map((region) => ({
      WorkflowTargetAction: 'activate',
      WorkflowTargetRegion: region,
      WorkflowDescription: `Makes ${region} active`,
      Steps: [
        makeStep('check-replication', 'switch-check', { Ungraceful: { Behavior: 'skip' } }),
        makeStep('change-routes', 'switch', {}),
      ],
    })));
  });

  test('allows ARC to invoke only the functions of the runbook', () => {
    const stack = stackIn();
    declarePlan(stack);
    const assembly = synthesize(stack);
    const policies = findResources(assembly, 'Stack', 'AWS::IAM::Policy') as unknown as
      { PolicyName: string; PolicyDocument: { Statement: Statement[] } }[];
    const [{ PolicyDocument: { Statement: identity } }] =
      policies.filter(({ PolicyName: name }) => name.startsWith('PlanRole'));
    const decide = (resource: string) => evaluate(
      { principal: `arn:aws:iam::${ACCOUNT}:role/x`, action: 'lambda:InvokeFunction', resource, owner: ACCOUNT },
      { identity },
    );
    for (const region of ['eu-west-1', 'us-east-1']) {
      for (const name of ['switch', 'switch-check']) expect(decide(makeFunctionArn(region, name))).toBe('allowed');
    }
    expect(decide(makeFunctionArn('ap-northeast-1', 'switch'))).toBe('implicitly denied');
    const roles = findResources(assembly, 'Stack', 'AWS::IAM::Role').map((role) => JSON.stringify(role));
    expect(roles.filter((role) => role.includes('arc-region-switch.amazonaws.com'))).toHaveLength(1);
  });

  test.each<[string[], string, Partial<RegionSwitchPlanProps>, string[] | undefined]>([
    [[], 'two Regions and another primary Region', { primaryRegion: 'us-east-1' }, undefined],
    [['MRAP750'], 'a name that ends with a hyphen', { planName: 'media-' }, undefined],
    [['MRAP750'], 'a primary Region without a function', { primaryRegion: 'ap-northeast-1' }, undefined],
    [['MRAP750'], 'a runbook with three Regions', {}, REGIONS],
    [['MRAP750'], 'a runbook without Regions', {}, []],
    [['MRAP788'], 'a runbook that is something else', { runbook: {} as FailoverRunbook }, undefined],
  ])('reports %j for %s', (errors, _what, props, regions) => {
    const stack = stackIn();
    const runbook = regions && declareRunbook(stack, regions);
    const verdict = verdictOf(stack, () => declarePlan(stack, { ...(runbook && { runbook }), ...props }));
    expect(verdict.errors).toEqual(errors);
  });
});

describe('FailoverRunbook', () => {
  const makeStackName = (region: string) =>
    (region === 'eu-west-1' ? 'Stack' : `Stack-media-failover-runbook-${region}`);
  let runbook: FailoverRunbook;
  let assembly: CloudAssembly;
  beforeAll(() => {
    const stack = stackIn();
    runbook = declareRunbook(stack, ['eu-west-1', 'us-east-1']);
    assembly = synthesize(stack);
  });

  test.each(['eu-west-1', 'us-east-1'])('creates the functions of a Region switch plan in %s', (region) => {
    const handlers = findResources(assembly, makeStackName(region), 'AWS::Lambda::Function')
      .filter(({ FunctionName: name }) => String(name).startsWith('media-failover-switch'))
      .map(({ FunctionName, Handler, Environment }) => [FunctionName, Handler, Environment]);
    const environment = { Variables: expect.objectContaining({ ACTIVE_REGIONS: region }) };
    expect(handlers).toEqual([
      ['media-failover-switch', 'index.onRegionSwitch', environment],
      ['media-failover-switch-check', 'index.onRegionSwitchCheck', environment],
    ]);
    const prefix = `arn:aws:lambda:${region}:${ACCOUNT}:function:media-failover-switch`;
    expect(runbook.regionSwitchFunctionArn(region)).toBe(prefix);
    expect(runbook.regionSwitchCheckFunctionArn(region)).toBe(`${prefix}-check`);
  });

  test('allows only the function that changes the routes to submit them', () => {
    const policies = findResources(assembly, makeStackName('us-east-1'), 'AWS::IAM::Policy') as unknown as
      { PolicyName: string; PolicyDocument: { Statement: Statement[] } }[];
    const listActions = (name: string) => policies.find(({ PolicyName }) => PolicyName.startsWith(name))!
      .PolicyDocument.Statement.flatMap(({ Action }) => Action);
    expect(listActions('SwitchPolicy')).toContain('s3:SubmitMultiRegionAccessPointRoutes');
    expect(listActions('SwitchCheckPolicy')).toEqual([
      's3:GetMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets', 'cloudwatch:GetMetricData',
      'cloudwatch:ListMetrics', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
  });
});
