import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  CrossRegionReplication, FailoverConfiguration, FailoverRunbook, type FailoverRunbookProps, MultiRegionAccessPoint,
  ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { type AutomationDocument } from '../../support/automation';
import { stackIn, verdictOf } from '../../support/synthesis';
import { declareRunbook, makeStackName, RUNBOOK_REGIONS } from './declare-runbook';
import { findResources, synthesize } from './support';

const DOCUMENT = 'AWS::SSM::Document';

/** Finds the input of the script in the document of a Region. */
function findCheckInput(assembly: CloudAssembly, region: string): { Rules: Record<string, object> } {
  const [{ Content: content }] = findResources(assembly, makeStackName(region), DOCUMENT);
  const { inputs } = (content as AutomationDocument).mainSteps.find(({ name }) => name === 'CheckFailover')!;
  return inputs.InputPayload as { Rules: Record<string, object> };
}

describe('FailoverRunbook', () => {
  describe('with checks', () => {
    const IMPORTED_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    const BUCKETS = RUNBOOK_REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
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

    test.each<[string, (stack: cdk.Stack) => iam.IGrantable]>([
      ['a service', () => new iam.ServicePrincipal('lambda.amazonaws.com')],
      ['an account', () => new iam.AccountPrincipal(OTHER_ACCOUNT)],
      [
        'an imported role of another account',
        (stack) => iam.Role.fromRoleArn(stack, 'Theirs', `arn:aws:iam::${OTHER_ACCOUNT}:role/operator`),
      ],
      [
        'a role that the application creates in another account',
        (stack) => new iam.Role(
          new cdk.Stack(stack.node.root, 'Theirs', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } }), 'Role',
          { assumedBy: new iam.AccountRootPrincipal(), roleName: 'operator' },
        ),
      ],
    ])('rejects to grant the start of the documents to %s', (_name, createGrantee) => {
      const stack = stackIn();
      const runbook = declareRunbook(stack);
      const grantee = createGrantee(stack);
      expect(() => { runbook.grantStart(grantee); }).toThrow('[MRAP760] grantee cannot receive failover permissions');
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

    test('states that the backlog checks need replication metrics', () => {
      const stack = stackIn();
      expect(() => new FailoverRunbook(stack, 'Runbook', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
        replication: new CrossRegionReplication(stack, 'WithoutMetrics', { buckets: BUCKETS, metrics: false }),
      })).toThrow('the backlog checks of the runbook are without data: "Stack/WithoutMetrics" publishes no ');
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
      const { Rules: rules } = findCheckInput(synthesize(stack), 'us-east-1');
      expect(rules['eu-west-1']).toEqual({ 'us-east-1': [[], ['films']], 'ap-northeast-1': [[], ['films']] });
      expect(Object.keys(rules).sort()).toEqual([...RUNBOOK_REGIONS].sort());
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

    test('renders the ARN of an imported access point, and no rules without a replication', () => {
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
      expect(findCheckInput(assembly, 'us-east-1').Rules).toEqual({});
    });
  });
});
