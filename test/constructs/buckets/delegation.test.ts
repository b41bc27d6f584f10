import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Delegation, MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { supportedActions } from '../../../src/facts/data-plane';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, warningTexts } from '../../support/synthesis';

const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;

function declare(stack: Stack, member: UnderlyingBucket, delegation?: Delegation, id = 'Media') {
  return new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: id.toLowerCase(), buckets: [member, US], delegation });
}

/** Statements that are not the L2's own. */
function delegationStatements(stack: Stack) {
  return Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .filter((statement: { Effect: string }) => statement.Effect === 'Allow');
}

const TO_ACCOUNT = {
  Effect: 'Allow',
  Principal: '*',
  Action: supportedActions(),
  Condition: {
    StringEquals: { 's3:DataAccessPointAccount': ACCOUNT },
    StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${ACCOUNT}:accesspoint/*` },
  },
};

test('a bucket delegates to the Multi-Region Access Points of the account, on itself and its objects', () => {
  const stack = stackIn();
  const bucket = new s3.Bucket(stack, 'Bucket');
  declare(stack, UnderlyingBucket.fromBucket(bucket));
  expect(delegationStatements(stack)).toEqual([{
    ...TO_ACCOUNT,
    Resource: [{ 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] }, '/*']] }],
  }]);
});

test('several access points over one bucket need one statement', () => {
  const stack = stackIn();
  const member = UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket'));
  declare(stack, member, undefined, 'One');
  declare(stack, member, undefined, 'Two');
  expect(delegationStatements(stack)).toHaveLength(1);
});

test('a bucket of another stack gets the statement there', () => {
  const stack = stackIn();
  const other = stackIn('us-east-2', { app: stack.node.root as App, id: 'Ohio' });
  declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(other, 'Bucket', { bucketName: 'media-ohio' })));
  expect(delegationStatements(other)).toEqual([expect.objectContaining(TO_ACCOUNT)]);
  expect(delegationStatements(stack)).toEqual([]);
});

test('an account unknown to the access point\'s stack is the bucket\'s own, seen from its stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  const other = new Stack(app, 'Ohio', { env: { region: 'us-east-2' } });
  declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(other, 'Bucket', { bucketName: 'media-ohio' })));
  expect(delegationStatements(other)[0].Condition.StringEquals).toEqual({ 's3:DataAccessPointAccount': { Ref: 'AWS::AccountId' } });
});

test('a bucket that is an L1 gets a policy', () => {
  const stack = stackIn();
  const bucket = new s3.CfnBucket(stack, 'Bucket', { bucketName: 'media-eu' });
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
  declare(stack, UnderlyingBucket.fromBucket(bucket));
  expect(delegationStatements(stack)).toEqual([expect.objectContaining(TO_ACCOUNT)]);
});

test('to access points alone', () => {
  const stack = stackIn();
  declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket')), Delegation.toAccessPoints([ARN]));
  expect(delegationStatements(stack)).toEqual([expect.objectContaining({ Condition: { StringEquals: { 's3:DataAccessPointArn': [ARN] } } })]);
});

test('none at all', () => {
  const stack = stackIn();
  declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket')), Delegation.none());
  Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
  expect(warningTexts(stack, 'MRAP555')).toEqual([]);
});

describe('a policy that cannot be changed', () => {
  const pasted = (stack: Stack, code: string) => {
    Template.fromStack(stack);
    return warningTexts(stack, code).map((text) => JSON.parse(/ (\{.*\});/.exec(text)![1]) as unknown);
  };
  const statement = (bucket: string, account = ACCOUNT) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: supportedActions(),
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: {
      StringEquals: { 's3:DataAccessPointAccount': account },
      StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${account}:accesspoint/*` },
    },
  });

  const asked = (bucket: string, account?: string) => ({ bucketPolicy: [statement(bucket, account)] });

  test('of a bucket by name is given to paste', () => {
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'));
    expect(pasted(stack, 'MRAP555')).toEqual([asked('media-eu'), asked('media-us')]);
  });

  test('of an imported bucket is given to paste', () => {
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'media-eu'), { region: 'eu-west-1' }));
    expect(pasted(stack, 'MRAP555')).toEqual([asked('media-eu'), asked('media-us')]);
  });

  test('of another account is given to paste there', () => {
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', { account: OTHER_ACCOUNT }));
    expect(pasted(stack, 'MRAP208')).toEqual([asked('media-eu')]);
    expect(warningTexts(stack, 'MRAP208').join()).toContain(`belongs to account ${OTHER_ACCOUNT}`);
  });

  test('names a place for an account that is unknown', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    declare(stack, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'));
    expect(pasted(stack, 'MRAP555')[0]).toEqual(asked('media-eu', '<account of the access point>'));
  });

  test('of a bucket whose name is unknown', () => {
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucketName(stack.stackId, 'eu-west-1'));
    expect(warningTexts(stack, 'MRAP555').join()).toContain('bucket "(unknown)" has no statements for the access point');
  });
});

test('the bucket policy stays one that S3 does not take for public', () => {
  // Fixed values of the account in both conditions; see the block public access page.
  const stack = stackIn();
  declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket')));
  Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: [{ Condition: { StringEquals: { 's3:DataAccessPointAccount': Match.stringLikeRegexp('^\\d{12}$') } } }] },
  });
});
