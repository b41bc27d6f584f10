import * as cdk from 'aws-cdk-lib/core';
import { CrossRegionReplication, FailoverRunbook, MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';
import { findResources, synthesize } from './support';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const IMPORTED_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
const BUCKETS = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));

describe('FailoverRunbook', () => {
  test('reports MRAP219 for pairs of other accounts, and creates no backlog alarm for them', () => {
    const stack = stackIn();
    const buckets = [
      ...BUCKETS.slice(0, 2),
      UnderlyingBucket.fromBucketName('media-ap-northeast-1', 'ap-northeast-1', { account: OTHER_ACCOUNT }),
    ];
    const verdict = verdictOf(stack, () => new FailoverRunbook(stack, 'Failover', {
      runbookName: 'media-failover',
      multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
      buckets,
      replication: new CrossRegionReplication(stack, 'Replication', { buckets }),
    }));
    expect(verdict).toMatchObject({ errors: [], warnings: expect.arrayContaining(['MRAP219']) });
    const assembly = synthesize(stack);
    const findAlarms = (type: string) => assembly.stacks.flatMap(({ stackName }) =>
      findResources(assembly, stackName, type));
    expect(findAlarms('AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName))
      .not.toContain('media-failover-backlog-eu-west-1-to-ap-northeast-1');
    // Each target has a passive member whose backlog is unknown.
    expect(findAlarms('AWS::CloudWatch::CompositeAlarm')).toEqual([]);
  });

  test('rejects a name that a runbook of another stage has in the same account', () => {
    const app = new cdk.App();
    for (const name of ['Dev', 'Prod']) {
      const env = { account: ACCOUNT, region: 'eu-west-1' };
      const stack = new cdk.Stack(new cdk.Stage(app, name), 'Stack', { env });
      new FailoverRunbook(stack, 'Failover', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets: BUCKETS,
      });
    }
    expect(() => app.synth()).toThrow(
      '[MRAP315] runbookName "media-failover" is used more than once in account 111122223333, got '
      + '["Dev/Stack/Failover", "Prod/Stack/Failover"]',
    );
  });
});
