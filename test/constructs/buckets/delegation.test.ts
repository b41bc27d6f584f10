import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aws, CfnParameter, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Delegation, MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { supportedActions } from '../../../src/facts/data-plane';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { readOwnerRequirements, stackIn, warningTexts } from '../../support/synthesis';

const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;

function declare(stack: Stack, member: UnderlyingBucket, delegation?: Delegation, id = 'Media') {
  return new MultiRegionAccessPoint(stack, id, {
    multiRegionAccessPointName: id.toLowerCase(),
    buckets: [member, US],
    delegation,
  });
}

/** Finds the statements that the L2 does not add itself. */
function findDelegationStatements(stack: Stack) {
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

describe('Delegation', () => {
  test('delegates to the Multi-Region Access Points of the account for the bucket and its objects', () => {
    const stack = stackIn();
    const bucket = new s3.Bucket(stack, 'Bucket');
    declare(stack, UnderlyingBucket.fromBucket(bucket));
    expect(findDelegationStatements(stack)).toEqual([{
      ...TO_ACCOUNT,
      Resource: [
        { 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] },
        { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] }, '/*']] },
      ],
    }]);
  });

  test('adds one statement for several access points of a bucket', () => {
    const stack = stackIn();
    const member = UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket'));
    declare(stack, member, undefined, 'One');
    declare(stack, member, undefined, 'Two');
    expect(findDelegationStatements(stack)).toHaveLength(1);
  });

  test('adds the statement in the stack of the bucket', () => {
    const stack = stackIn();
    const other = stackIn('us-east-2', { app: stack.node.root as App, id: 'Ohio' });
    declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(other, 'Bucket', { bucketName: 'media-ohio' })));
    expect(findDelegationStatements(other)).toEqual([expect.objectContaining(TO_ACCOUNT)]);
    expect(findDelegationStatements(stack)).toEqual([]);
  });

  test('refers to the account of the bucket if the account is a token', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
    const other = new Stack(app, 'Ohio', { env: { region: 'us-east-2' } });
    declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(other, 'Bucket', { bucketName: 'media-ohio' })));
    expect(findDelegationStatements(other)[0].Condition.StringEquals)
      .toEqual({ 's3:DataAccessPointAccount': { Ref: 'AWS::AccountId' } });
  });

  test('adds a policy to an L1 bucket', () => {
    const stack = stackIn();
    const bucket = new s3.CfnBucket(stack, 'Bucket', { bucketName: 'media-eu' });
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    declare(stack, UnderlyingBucket.fromBucket(bucket));
    expect(findDelegationStatements(stack)).toEqual([expect.objectContaining(TO_ACCOUNT)]);
  });

  test('delegates only to the given access points', () => {
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket')), Delegation.toAccessPoints([ARN]));
    expect(findDelegationStatements(stack))
      .toEqual([expect.objectContaining({ Condition: { StringEquals: { 's3:DataAccessPointArn': [ARN] } } })]);
  });

  test('adds no bucket policy without delegation', () => {
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket')), Delegation.none());
    Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
    expect(warningTexts(stack, 'MRAP555')).toEqual([]);
  });

  describe('for a policy that the library cannot modify', () => {
    const findRequests = (stack: Stack, code: string) => {
      Template.fromStack(stack);
      return readOwnerRequirements(stack, code);
    };
    const makeStatement = (bucket: string, account = ACCOUNT) => ({
      Effect: 'Allow',
      Principal: '*',
      Action: supportedActions(),
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      Condition: {
        StringEquals: { 's3:DataAccessPointAccount': account },
        StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${account}:accesspoint/*` },
      },
    });

    const makeRequest = (bucket: string, account?: string) => ({ bucketPolicy: [makeStatement(bucket, account)] });

    test('emits a warning with the statement for a bucket by name', () => {
      const stack = stackIn();
      declare(stack, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'));
      expect(findRequests(stack, 'MRAP555')).toEqual([makeRequest('media-eu'), makeRequest('media-us')]);
    });

    test('emits a warning for each bucket whose name is a token, and names it as the template does', () => {
      const app = new App();
      const stacks = ['One', 'Two'].map((id) => stackIn('eu-west-1', { app, id }));
      stacks.forEach((stack, index) => {
        const parameter = new CfnParameter(stack, 'Name').valueAsString;
        new MultiRegionAccessPoint(stack, 'Media', {
          multiRegionAccessPointName: `media-${index}`,
          buckets: [
            UnderlyingBucket.fromBucketName(parameter, 'eu-west-1'),
            UnderlyingBucket.fromBucketName(Fn.importValue('exported'), 'us-west-2'),
            UnderlyingBucket.fromBucketName(`media-${index}-${Aws.ACCOUNT_ID}`, 'us-east-1'),
          ],
        });
      });
      app.synth();
      expect(stacks.map((stack) => warningTexts(stack, 'MRAP555').map((text) => /bucket (".*") lack/.exec(text)![1])))
        .toEqual(['One', 'Two'].map((id, index) => [
          `\${Name} in stack ${id}`, `\${{"Fn::ImportValue":"exported"}} in stack ${id}`,
          `media-${index}-\${AWS::AccountId}`,
        ].map((name) => JSON.stringify(name))));
      const requests = stacks.flatMap((stack) => readOwnerRequirements(stack, 'MRAP555'));
      expect(requests).toHaveLength(6);
      for (const request of requests) expect(request).toMatchObject({ bucketPolicy: [{ Effect: 'Allow' }] });
    });

    test('emits a warning with the statement for an imported bucket', () => {
      const stack = stackIn();
      declare(
        stack,
        UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'media-eu'), { region: 'eu-west-1' }),
      );
      expect(findRequests(stack, 'MRAP555')).toEqual([makeRequest('media-eu'), makeRequest('media-us')]);
    });

    test('emits a warning with the statement for a bucket of another account', () => {
      const stack = stackIn();
      declare(stack, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', { account: OTHER_ACCOUNT }));
      expect(findRequests(stack, 'MRAP208')).toEqual([makeRequest('media-eu')]);
      expect(warningTexts(stack, 'MRAP208').join()).toContain(`belongs to account ${OTHER_ACCOUNT}`);
    });

    test('contains a placeholder for an unknown account', () => {
      const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
      declare(stack, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'));
      expect(findRequests(stack, 'MRAP555')[0]).toEqual(makeRequest('media-eu', '<account of the access point>'));
    });

    test('names a bucket whose name refers to its stack', () => {
      const stack = stackIn();
      declare(stack, UnderlyingBucket.fromBucketName(stack.stackId, 'eu-west-1'));
      expect(warningTexts(stack, 'MRAP555').join())
        .toContain('policies of bucket "${AWS::StackId} in stack Stack" lack statements');
    });
  });

  test('fixes the account, so that S3 does not treat the policy as public', () => {
    // The documentation of Block Public Access requires fixed values in the conditions.
    const stack = stackIn();
    declare(stack, UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket')));
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          { Condition: { StringEquals: { 's3:DataAccessPointAccount': Match.stringLikeRegexp('^\\d{12}$') } } },
        ],
      },
    });
  });
});
