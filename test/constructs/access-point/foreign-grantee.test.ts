import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, PhysicalName, Stack } from 'aws-cdk-lib/core';
import {
  Delegation, MultiRegionAccessPoint, ReplicatedMultiRegionAccessPoint, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { OTHER_ACCOUNT } from '../../support/accounts';
import { listStackDependencies, stackIn, verdictOf, warningsOf } from '../../support/synthesis';

interface Statement {
  readonly Action: string | string[];
  readonly Principal: unknown;
  readonly Condition: unknown;
}

const ROOT = { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` };

function declareMedia(stack: Stack): ReplicatedMultiRegionAccessPoint {
  return new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: ['eu-west-1', 'us-east-1'],
    encryption: UnderlyingBucketEncryption.kms(),
  });
}

/** Creates a role in a stack of another account and Region. */
function createReader(stack: Stack, roleName?: string): iam.Role {
  const env = { account: OTHER_ACCOUNT, region: 'eu-central-1' };
  return new iam.Role(new Stack(stack.node.root, 'Reader', { env }), 'Role', {
    roleName, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
}

/** Renders an ARN, in which the partition may be a reference. */
const renderArn = (value: unknown) => JSON.stringify(value).replace(/[^a-z0-9:/-]+/gi, '');

describe('findForeignGrantee', () => {
  test('allows the account of a role in another account, limited to the role, and deploys the role later', () => {
    const stack = stackIn();
    const media = declareMedia(stack);
    const role = createReader(stack, 'reader');
    expect(media.grants.read(role).success).toBe(true);
    const assembly = (stack.node.root as App).synth();
    const [policy] = Object.values(Template.fromStack(stack).findResources('Custom::S3MultiRegionAccessPointPolicy'));
    const statements = policy.Properties.Policy.Statement as Statement[];
    expect(statements).toHaveLength(2);
    for (const { Principal: principal, Condition: condition } of statements) {
      expect(principal).toEqual(ROOT);
      expect(renderArn(condition)).toContain(`iam::${OTHER_ACCOUNT}:role/reader`);
    }
    expect(listStackDependencies(assembly.getStackByName('Reader'))).toContain('Stack');
    expect(listStackDependencies(assembly.getStackByName('Stack'))).not.toContain('Reader');
  });

  test('allows the role in the policies of the keys of every Region', () => {
    const stack = stackIn();
    const media = declareMedia(stack);
    media.grants.readWrite(createReader(stack, 'reader'));
    for (const region of ['eu-west-1', 'us-east-1']) {
      const template = Template.fromStack(media.buckets.supportStack(region));
      const [key] = Object.values(template.findResources('AWS::KMS::Key'));
      const statements = key.Properties.KeyPolicy.Statement as Statement[];
      expect(statements).toContainEqual(expect.objectContaining({
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Principal: ROOT,
        Condition: expect.objectContaining({ StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } }),
      }));
    }
    expect(warningsOf(stack)).not.toContain('MRAP761');
  });

  test.each<[string, (stack: Stack) => iam.IGrantable, unknown, unknown]>([
    ['an account', () => new iam.AccountPrincipal(OTHER_ACCOUNT), `iam::${OTHER_ACCOUNT}:root`, {}],
    ['an ARN', () => new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/a`), 'role/a', {}],
    [
      'an organization', () => new iam.OrganizationPrincipal('o-0123456789'), '*',
      { StringEquals: expect.objectContaining({ 'aws:PrincipalOrgID': 'o-0123456789' }) },
    ],
    ['a service', () => new iam.ServicePrincipal('logs.amazonaws.com'), 'logs.amazonaws.com', {}],
  ])('allows %s in the policies of the keys of every Region', (_name, create, principal, condition) => {
    const stack = stackIn();
    const media = declareMedia(stack);
    media.grants.read(create(stack));
    for (const region of ['eu-west-1', 'us-east-1']) {
      const template = Template.fromStack(media.buckets.supportStack(region));
      const [key] = Object.values(template.findResources('AWS::KMS::Key'));
      const [statement] = (key.Properties.KeyPolicy.Statement as Statement[])
        .filter(({ Condition: limits }) => JSON.stringify(limits ?? {}).includes(`"s3.${region}.amazonaws.com"`));
      expect(JSON.stringify(statement.Principal)).toContain(principal);
      expect(statement.Condition).toMatchObject(condition as object);
    }
    expect(warningsOf(stack)).not.toContain('MRAP761');
  });

  test('adds no statement for the account of the access point, which every key allows', () => {
    const stack = stackIn();
    const media = declareMedia(stack);
    media.grants.read(new iam.AccountRootPrincipal());
    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(JSON.stringify(key)).not.toContain('kms:ViaService": "s3');
    expect(warningsOf(stack)).not.toContain('MRAP761');
  });

  test('warns of everyone, and of a principal that is known after the keys', () => {
    for (const create of [
      () => new iam.AnyPrincipal(),
      (stack: Stack) => new iam.ArnPrincipal(new iam.CfnUser(stack, 'User').attrArn),
    ]) {
      const stack = stackIn();
      declareMedia(stack).grants.read(create(stack));
      expect(warningsOf(stack)).toContain('MRAP761');
    }
  });

  test('accepts a generated name that aws-cdk-lib can compute', () => {
    const stack = stackIn();
    declareMedia(stack).grants.read(createReader(stack, PhysicalName.GENERATE_IF_NEEDED));
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toMatch(/role\/reader[a-z0-9]+/);
  });

  test('rejects a role without a fixed name (MRAP781)', () => {
    expect(verdictOf(stackIn(), (stack) => declareMedia(stack).grants.read(createReader(stack))).errors)
      .toEqual(['MRAP781']);
  });

  test('reports a grant that members without delegation do not allow (MRAP779)', () => {
    const declareUndelegated = (grantee: iam.IGrantable) => (stack: Stack) => {
      new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media',
        buckets: [
          UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
          UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
        ],
        delegation: Delegation.none(),
      }).grants.read(grantee);
    };
    expect(verdictOf(stackIn(), declareUndelegated(new iam.AccountPrincipal(OTHER_ACCOUNT))).warnings)
      .toEqual(['MRAP779']);
    const stack = stackIn();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(verdictOf(stack, declareUndelegated(role)).warnings).toEqual([]);
  });
});
