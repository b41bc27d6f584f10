import { type App } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverRunbook, MultiRegionAccessPoint, ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, warningTexts } from '../../support/synthesis';
import { findResources, synthesize } from './support';

const REGIONS = ['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-central-1', 'sa-east-1'];

/** Declares a runbook for Regions whose buckets have a number of further rules, each with its own prefix. */
function declare(rules: number, account?: string) {
  const stack = stackIn();
  const buckets = REGIONS.map((region) =>
    UnderlyingBucket.fromBucketName(`media-${region}`, region, region === 'us-east-1' ? { account } : {}));
  const replication = new CrossRegionReplication(stack, 'Replication', {
    buckets,
    prefix: 'default/',
    rules: Array.from(
      { length: rules }, (_, index) => ReplicationRule.twoWay({ id: `r${index}`, prefix: `r${index}/` })),
  });
  const multiRegionAccessPoint = new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', buckets,
  });
  new FailoverRunbook(stack, 'Runbook', {
    runbookName: 'media-failover', multiRegionAccessPoint, replication, controlRegions: ['us-east-1'],
  });
  return stack;
}

describe('checkBacklogAlarms', () => {
  test('accepts rules of composite alarms that CloudWatch accepts, and refuses longer ones (MRAP220)', () => {
    const stack = declare(12);
    const [{ AlarmRule: rule }] = findResources(
      synthesize(stack), 'Stack-media-failover-runbook-us-east-1', 'AWS::CloudWatch::CompositeAlarm');
    expect(JSON.stringify(rule)).toContain('OK(');
    expect(() => declare(20)).toThrow(/MRAP220.*"us-east-1" is too long, got 126 alarms in \d+ characters/);
  });

  test('creates no alarm for a pair of buckets in different accounts, and warns of it (MRAP219)', () => {
    const stack = declare(0, OTHER_ACCOUNT);
    (stack.node.root as App).synth();
    expect(findResources(synthesize(stack), 'Stack-media-failover-runbook-us-east-1', 'AWS::CloudWatch::Alarm'))
      .toEqual([]);
    expect(warningTexts(stack, 'MRAP219')[0]).toContain('media-eu-west-1 to media-us-east-1');
  });
});
