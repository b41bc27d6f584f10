import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aws, Stack } from 'aws-cdk-lib/core';
import {
  FailoverConfiguration, FailoverDrill, FailoverRunbook, type IMultiRegionAccessPoint, MultiRegionAccessPoint,
  MultiRegionAccessPointRoutes, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';

const BUCKETS = ['eu-west-1', 'us-east-1'].map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));

type Declare = (stack: Stack, multiRegionAccessPoint: IMultiRegionAccessPoint) => void;

const DECLARATIONS: readonly [string, Declare][] = [
  ['FailoverRunbook', (stack, multiRegionAccessPoint) => {
    new FailoverRunbook(stack, 'Failover', { runbookName: 'media', multiRegionAccessPoint, buckets: BUCKETS });
  }],
  ['FailoverDrill', (stack, multiRegionAccessPoint) => {
    new FailoverDrill(stack, 'Drill', {
      multiRegionAccessPoint,
      buckets: BUCKETS,
      failoverRole: iam.Role.fromRoleArn(stack, 'Operator', `arn:aws:iam::${stack.account}:role/operator`),
      reportBucket: s3.Bucket.fromBucketAttributes(stack, 'Reports', { bucketName: 'reports', region: 'us-west-2' }),
    });
  }],
  ['MultiRegionAccessPointRoutes', (stack, multiRegionAccessPoint) => {
    new MultiRegionAccessPointRoutes(stack, 'Routes', {
      multiRegionAccessPoint, failover: FailoverConfiguration.activePassive(['eu-west-1']),
    });
  }],
];

function importAccessPoint(stack: Stack, account: string): IMultiRegionAccessPoint {
  const arn = `arn:aws:s3::${account}:accesspoint/mfzwi23gnjvgw.mrap`;
  return MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', arn);
}

describe('checkFailoverAccount', () => {
  test.each(DECLARATIONS)('rejects %s for an access point that another account imports (MRAP444)', (_name, declare) => {
    const stack = stackIn();
    expect(() => declare(stack, importAccessPoint(stack, OTHER_ACCOUNT))).toThrow(
      `[MRAP444] stack belongs to another account than the access point, got ${ACCOUNT}, expected ${OTHER_ACCOUNT}`,
    );
  });

  test.each(DECLARATIONS)('rejects %s in a stack of another account (MRAP444)', (_name, declare) => {
    const app = new App();
    const home = new Stack(app, 'Home', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const other = new Stack(app, 'Other', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } });
    const media = new MultiRegionAccessPoint(home, 'Media', { multiRegionAccessPointName: 'media', buckets: BUCKETS });
    expect(() => declare(other, media)).toThrow(/MRAP444/);
  });

  test.each(DECLARATIONS)('accepts %s in the account of the access point', (_name, declare) => {
    const stack = stackIn();
    expect(verdictOf(stack, () => declare(stack, importAccessPoint(stack, ACCOUNT))).errors).toEqual([]);
  });

  test.each(DECLARATIONS)('accepts %s in a stack without an account', (_name, declare) => {
    const app = new App();
    for (const account of [ACCOUNT, Aws.ACCOUNT_ID]) {
      const id = account === ACCOUNT ? 'Known' : 'Unknown';
      const stack = new Stack(app, id, { env: { region: 'eu-west-1' } });
      expect(() => declare(stack, importAccessPoint(stack, account))).not.toThrow();
    }
  });
});
