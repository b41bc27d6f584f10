import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Mixins } from 'aws-cdk-lib/core';
import { Delegation, UnderlyingBucketDelegation } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

function makeStatements(...mixins: UnderlyingBucketDelegation[]): unknown[][] {
  const stack = stackIn();
  new s3.CfnBucket(stack, 'L1');
  new s3.Bucket(stack, 'L2', { enforceSSL: true });
  Mixins.of(stack).apply(...mixins);
  return Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))
    .map(({ Properties }) => Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) =>
      Effect === 'Allow'));
}

const findAccounts = (statements: unknown[][]) =>
  statements.map((ofBucket) => JSON.stringify(ofBucket).match(/(?<="s3:DataAccessPointAccount":")\d{12}/g));

describe('UnderlyingBucketDelegation', () => {
  test('adds the delegation to the one policy of each bucket, an L1 or an L2', () => {
    expect(findAccounts(makeStatements(new UnderlyingBucketDelegation()))).toEqual([[ACCOUNT], [ACCOUNT]]);
  });

  test('delegates to another account', () => {
    expect(findAccounts(makeStatements(new UnderlyingBucketDelegation({ account: OTHER_ACCOUNT }))))
      .toEqual([[OTHER_ACCOUNT], [OTHER_ACCOUNT]]);
  });

  test('delegates to some access points, or to none', () => {
    const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    const toOne = makeStatements(new UnderlyingBucketDelegation({ delegation: Delegation.toAccessPoints([arn]) }));
    expect(JSON.stringify(toOne[0])).toContain(`"s3:DataAccessPointArn":["${arn}"]`);
    expect(makeStatements(new UnderlyingBucketDelegation({ delegation: Delegation.none() }))).toEqual([[]]);
  });
});
