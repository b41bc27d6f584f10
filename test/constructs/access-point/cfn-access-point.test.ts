import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MultiRegionAccessPoint, MultiRegionAccessPointGrants, Provisioning, UnderlyingBucket } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

const POLICY = 'AWS::S3::MultiRegionAccessPointPolicy';
const PARTNER = new iam.AccountPrincipal(OTHER_ACCOUNT);

function declareCfn(stack: Stack, name?: string): s3.CfnMultiRegionAccessPoint {
  return new s3.CfnMultiRegionAccessPoint(stack, 'Media', { name, regions: [{ bucket: 'a' }, { bucket: 'b' }] });
}

function declareL2(stack: Stack, provisioning?: Provisioning): MultiRegionAccessPoint {
  return new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: ['eu-west-1', 'us-east-1'].map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region)),
    provisioning,
  });
}

const countStatements = (stack: Stack) => Object.values(Template.fromStack(stack).findResources(POLICY))
  .map(({ Properties }) => Properties.Policy.Statement.length);

describe('MultiRegionAccessPointGrants.fromMultiRegionAccessPoint', () => {
  test('grants a role of the account access to the ARN of an L1, without an access point policy', () => {
    const stack = stackIn();
    const role = new iam.Role(stack, 'Role', { assumedBy: PARTNER });
    MultiRegionAccessPointGrants.fromMultiRegionAccessPoint(declareCfn(stack)).read(role);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 's3:ListBucket',
          Resource: {
            'Fn::Join': ['', ['arn:aws:s3::111122223333:accesspoint/', { 'Fn::GetAtt': ['Media', 'Alias'] }]],
          },
        })]),
      },
    });
    template.resourceCountIs(POLICY, 0);
  });

  test('writes one policy for all grants of an L1 to other accounts', () => {
    const stack = stackIn();
    const accessPoint = declareCfn(stack);
    for (const pattern of ['a/*', 'b/*']) {
      MultiRegionAccessPointGrants.fromMultiRegionAccessPoint(accessPoint).put(PARTNER, pattern);
    }
    const template = Template.fromStack(stack);
    template.resourceCountIs(POLICY, 1);
    template.hasResourceProperties(POLICY, {
      MrapName: { Ref: 'Media' },
      Policy: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:PutObject']) })]) },
    });
  });

  test.each<[string, (accessPoint: s3.CfnMultiRegionAccessPoint) => string]>([
    ['a reference', (accessPoint) => accessPoint.ref], ['the name', () => 'media'],
  ])('adds to the policy that the application declares with %s', (_what, refer) => {
    const stack = stackIn();
    const accessPoint = declareCfn(stack, 'media');
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
    new s3.CfnMultiRegionAccessPointPolicy(stack, 'Policy', {
      mrapName: refer(accessPoint), policy: { Version: '2012-10-17', Statement: [statement] },
    });
    MultiRegionAccessPointGrants.fromMultiRegionAccessPoint(accessPoint).deleteObject(PARTNER);
    expect(countStatements(stack)).toEqual([2]);
  });

  test('returns the grants of an L2', () => {
    const media = declareL2(stackIn());
    expect(MultiRegionAccessPointGrants.fromMultiRegionAccessPoint(media)).toBe(media.grants);
  });

  test('rejects a reference with only a name (MRAP789)', () => {
    const reference = Object.assign(new Construct(stackIn(), 'Imported'), {
      multiRegionAccessPointRef: { multiRegionAccessPointName: 'media' },
      env: { account: ACCOUNT, region: 'eu-west-1' },
    });
    expect(() => MultiRegionAccessPointGrants.fromMultiRegionAccessPoint(reference)).toThrow('MRAP789');
  });
});

describe('registerPolicyOfCfnAccessPoints', () => {
  const statement = new iam.PolicyStatement({ principals: [PARTNER], actions: ['s3:GetObject'], resources: ['*'] });

  test('adds a statement to the policy of an L1', () => {
    const stack = stackIn();
    const policies = iam.ResourceWithPolicies.of(declareCfn(stack));
    expect(policies?.addToResourcePolicy(statement).statementAdded).toBe(true);
    expect(countStatements(stack)).toEqual([1]);
  });

  test('adds a statement for the L1 of an L2 to the policy of the L2', () => {
    const stack = stackIn();
    const media = declareL2(stack, Provisioning.cloudFormation());
    const resource = media.node.findChild('Resource') as s3.CfnMultiRegionAccessPoint;
    expect(iam.ResourceWithPolicies.of(resource)?.addToResourcePolicy(statement).statementAdded).toBe(true);
    expect(countStatements(stack)).toEqual([1]);
  });
});
