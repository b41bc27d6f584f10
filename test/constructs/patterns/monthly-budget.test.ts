import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnParameter, Lazy, Size, type Stack, Token } from 'aws-cdk-lib/core';
import {
  FailoverConfiguration, type MonthlyBudget, ReplicatedMultiRegionAccessPoint,
  type ReplicatedMultiRegionAccessPointProps, ReplicationRule, ReplicationTopology, UnderlyingBucket,
} from '../../../src';
import { LIST_PRICES } from '../../../src/facts/prices';
import { stackIn, verdictOf, warningsOf } from '../../support/synthesis';

const USAGE = { newObjects: Size.gibibytes(1000), putRequests: 1_000_000 };
const NOTHING: MonthlyBudget = { ...USAGE, usDollars: 0 };

function declare(
  monthlyBudget: MonthlyBudget | undefined, props: Partial<ReplicatedMultiRegionAccessPointProps> = {},
  stack = stackIn(),
) {
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', regions: ['eu-west-1', 'us-east-1'], monthlyBudget, ...props,
  });
  return { stack, media };
}

/** Returns the costs in the warnings of a stack. */
function findCosts(stack: Stack): string[] {
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('monthlyBudget'))
    .map(({ entry }) => /got (.*?), expected/.exec(String(entry.data))![1]);
}

describe('MonthlyBudget', () => {
  test('reports a cost above the budget with the usage, the budget and the date of the prices (MRAP225)', () => {
    const { stack } = declare({ ...USAGE, usDollars: 79 });
    Template.fromStack(stack);
    Annotations.fromStack(stack).hasWarning('/Stack/Media', Match.stringLikeRegexp(
      'estimated cost of 1000 GB and 1000000 PUT requests in a month is above monthlyBudget, got \\$79.30, expected at '
      + 'most \\$79.00; .*https://aws.amazon.com/s3/pricing/.*MRAP225',
    ));
    expect(LIST_PRICES.source.date).toBe('2026-09-20');
  });

  test('reports nothing for a cost within the budget', () => {
    const { stack } = declare({ ...USAGE, usDollars: 79.3 });
    expect(findCosts(stack)).toEqual([]);
  });

  test('adds no annotation without a budget', () => {
    const { stack } = declare(undefined);
    Template.fromStack(stack);
    expect(warningsOf(stack)).not.toContain('MRAP225');
  });

  test.each<[string, Partial<ReplicatedMultiRegionAccessPointProps>, string]>([
    ['the transfer from the active Region only',
      { regions: ['ap-northeast-1', 'eu-west-1'], failover: FailoverConfiguration.activePassive(['ap-northeast-1']) },
      '$149.30'],
    ['the transfer from all active Regions evenly', { regions: ['ap-northeast-1', 'eu-west-1'] }, '$114.30'],
    ['the declared direction of replication',
      { replication: { topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']) } }, '$55.30'],
    ['replication time control', { replication: { replicationTimeControl: true } }, '$94.30'],
    ['no replication for a single Region', { regions: ['eu-west-1'] }, '$31.30'],
    ['the writes to a generation with one Region, which has no routes',
      {
        regions: ['ap-northeast-1', 'eu-west-1'],
        generations: [{ id: '1', regions: ['eu-west-1'] }, { id: '2', regions: ['ap-northeast-1', 'eu-west-1'] }],
        failover: FailoverConfiguration.activePassive(['ap-northeast-1']),
      },
      '$114.30'],
    ['a replica in a Region before a generation contains it',
      {
        regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
        generations: [{ id: '1', regions: ['eu-west-1', 'us-east-1'] }],
      },
      '$127.30'],
  ])('counts %s', (_name, props, cost) => {
    expect(findCosts(declare(NOTHING, props).stack)).toEqual([cost]);
  });

  test('counts a rule that is added after the access point', () => {
    const { stack, media } = declare(NOTHING);
    const vault = UnderlyingBucket.fromBucketName('vault', 'eu-west-1');
    media.replication.addRule(ReplicationRule.oneWay({ id: 'vault', destinations: [vault] }));
    // Half of the objects cross Regions to the vault, and each object has a third copy.
    expect(findCosts(stack)).toEqual(['$117.30']);
  });

  test('states a lower bound for a Region without a list price', () => {
    const stack = stackIn('il-central-1');
    declare(NOTHING, { regions: ['eu-west-1', 'il-central-1'] }, stack);
    expect(findCosts(stack)).toEqual(['at least $59.30']);
  });

  test.each<[string, (stack: Stack) => Partial<MonthlyBudget>]>([
    ['usDollars', (stack) => ({ usDollars: new CfnParameter(stack, 'Budget', { type: 'Number' }).valueAsNumber })],
    ['newObjects', () => ({ newObjects: Size.gibibytes(Lazy.number({ produce: () => 1000 })) })],
    ['putRequests', () => ({ putRequests: Token.asNumber({ Ref: 'Requests' }) })],
  ])('estimates nothing if %s is a token', (_name, makeToken) => {
    const stack = stackIn();
    declare({ ...NOTHING, ...makeToken(stack) }, {}, stack);
    expect(findCosts(stack)).toEqual([]);
  });

  test.each([
    ['a negative budget', { ...USAGE, usDollars: -1 }],
    ['no number of requests', { usDollars: 1, newObjects: Size.gibibytes(1) }],
    ['a number instead of a Size', { ...USAGE, usDollars: 1, newObjects: 1000 }],
    ['NaN', { ...USAGE, usDollars: Number.NaN }],
  ])('refuses %s (MRAP788)', (_name, budget) => {
    const { errors } = verdictOf(stackIn(), (stack) => { declare(budget as MonthlyBudget, {}, stack); });
    expect(errors).toEqual(['MRAP788']);
  });
});
