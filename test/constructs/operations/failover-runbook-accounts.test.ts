import * as cdk from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverRunbook, MultiRegionAccessPoint, ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { REGIONS as FACTS } from '../../../src/facts/regions';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { type AutomationDocument } from '../../support/automation';
import { stackIn, verdictOf } from '../../support/synthesis';
import { findResources, synthesize } from './support';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const IMPORTED_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
const BUCKETS = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));

describe('FailoverRunbook', () => {
  test('reports MRAP219 for pairs of other accounts, and does not read their metrics', () => {
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
    const [{ Content: content }] = findResources(synthesize(stack), 'Stack', 'AWS::SSM::Document');
    const { inputs } = (content as AutomationDocument).mainSteps.find(({ name }) => name === 'CheckFailover')!;
    expect(inputs.InputPayload).toMatchObject({
      Rules: { 'eu-west-1': { 'us-east-1': [[]] }, 'us-east-1': { 'eu-west-1': [[]] } },
    });
    expect(JSON.stringify((inputs.InputPayload as { Rules: object }).Rules)).not.toContain('ap-northeast-1');
  });

  test.each([[0, []], [4, ['MRAP220']]])(
    'reports a document for 17 Regions and long names with %i further rules as %j', (count, expected) => {
      const stack = stackIn();
      const regions = FACTS.filter(({ support }) => support === 'default').slice(0, 17).map(({ region }) => region);
      const buckets = regions.map((region) => UnderlyingBucket.fromBucketName(region.padEnd(63, 'b'), region));
      const rules = Array.from({ length: count }, (_, index) =>
        ReplicationRule.twoWay({ id: `rule-${index}`.padEnd(40, '0'), prefix: `${index}/` }));
      const { errors } = verdictOf(stack, () => new FailoverRunbook(stack, 'Failover', {
        runbookName: 'media-failover',
        multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', IMPORTED_ARN),
        buckets,
        replication: new CrossRegionReplication(stack, 'Replication', { buckets, prefix: 'default/', rules }),
      }));
      expect(errors).toEqual(expected);
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
