import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  App, Duration, type IPropertyInjector, PhysicalName, PropertyInjectors, RemovalPolicies, RemovalPolicy, Stack,
} from 'aws-cdk-lib/core';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, type MultiRegionAccessPointProps,
  Provisioning, ReplacementPolicy, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

const ACCESS_POINT = 'Custom::S3MultiRegionAccessPoint';
const POLICY = 'Custom::S3MultiRegionAccessPointPolicy';
const ROUTES = 'Custom::S3MultiRegionAccessPointRoutes';
const NATIVE = 'AWS::S3::MultiRegionAccessPoint';
const NATIVE_POLICY = 'AWS::S3::MultiRegionAccessPointPolicy';

const EU = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { account: OTHER_ACCOUNT });

function declare(props: Partial<MultiRegionAccessPointProps> = {}, stack = stackIn()) {
  const accessPoint =
    new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: [EU, US], ...props });
  return { accessPoint, stack, template: () => Template.fromStack(stack) };
}

describe('MultiRegionAccessPoint', () => {
  describe('with a custom resource', () => {
    test('renders the properties that cannot be changed', () => {
      declare().template().hasResource(ACCESS_POINT, {
        Properties: {
          ServiceTimeout: '3600',
          Name: 'media',
          Buckets: [
            { Bucket: 'media-eu', Region: 'eu-west-1' },
            { Bucket: 'media-us', Region: 'us-east-1', AccountId: OTHER_ACCOUNT },
          ],
          PublicAccessBlock: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            BlockPublicPolicy: true,
            RestrictPublicBuckets: true,
          },
          Existing: 'REFUSE',
          Replacement: 'FORBID',
          TimeoutSeconds: Match.absent(),
          AdditionalRegions: Match.absent(),
        },
      });
    });

    test('passes every option to the handlers', () => {
      const stack = stackIn('eu-west-1', { context: { 'cdk-s3-mrap:additionalRegions': ['zz-new-1', 'eu-new-9'] } });
      const { template } = declare({
        existing: ExistingAccessPointPolicy.ADOPT,
        replacement: ReplacementPolicy.ALLOW,
        timeout: Duration.minutes(10),
        blockPublicAccess: new s3.BlockPublicAccess({ blockPublicPolicy: false }),
      }, stack);
      template().hasResourceProperties(ACCESS_POINT, {
        ServiceTimeout: '900',
        TimeoutSeconds: 600,
        Existing: 'ADOPT',
        Replacement: 'ALLOW',
        PublicAccessBlock: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: false,
          RestrictPublicBuckets: true,
        },
        AdditionalRegions: ['eu-new-9', 'zz-new-1'],
      });
      template().hasResourceProperties(POLICY, {
        ServiceTimeout: '900',
        TimeoutSeconds: 600,
        Origin: { 'Fn::GetAtt': ['MediaA721A567', 'Origin'] },
      });
    });

    test('renders the same template for another order of buckets', () => {
      const template = declare({ buckets: [EU, US] }).template().toJSON();
      expect(declare({ buckets: [US, EU] }).template().toJSON()).toEqual(template);
    });

    test('renders members in unknown Regions last, in the given order', () => {
      const stack = new Stack(new App(), 'Agnostic');
      const bucketInStackRegion = (name: string) => UnderlyingBucket.fromBucketName(name, stack.region);
      const { template } = declare({
        buckets: [bucketInStackRegion('z-here'), US, bucketInStackRegion('a-here')],
        provisioning: Provisioning.customResource(),
      }, stack);
      const [{ Properties: properties }] = Object.values(template().findResources(ACCESS_POINT));
      expect(properties.Buckets.map((bucket: { Bucket: string }) => bucket.Bucket))
        .toEqual(['media-us', 'z-here', 'a-here']);
    });

    test('renders no name if the handler generates it', () => {
      declare({ multiRegionAccessPointName: undefined }).template()
        .hasResourceProperties(ACCESS_POINT, { Name: Match.absent() });
    });

    test('returns attributes of the resource', () => {
      const { accessPoint, stack } = declare();
      const attribute = (name: string) => ({ 'Fn::GetAtt': ['MediaA721A567', name] });
      expect(stack.resolve({
        name: accessPoint.multiRegionAccessPointName,
        alias: accessPoint.multiRegionAccessPointAlias,
        arn: accessPoint.multiRegionAccessPointArn,
        domainName: accessPoint.multiRegionAccessPointDomainName,
        objects: accessPoint.arnForObjects('reports/*'),
        ref: accessPoint.multiRegionAccessPointRef.multiRegionAccessPointName,
      })).toEqual({
        name: attribute('Name'),
        alias: attribute('Alias'),
        arn: { 'Fn::Join': ['', [`arn:aws:s3::${ACCOUNT}:accesspoint/`, attribute('Alias')]] },
        domainName: { 'Fn::Join': ['', [attribute('Alias'), '.accesspoint.s3-global.amazonaws.com']] },
        objects: { 'Fn::Join': ['', [`arn:aws:s3::${ACCOUNT}:accesspoint/`, attribute('Alias'), '/object/reports/*']] },
        ref: attribute('Name'),
      });
    });
  });

  describe('with CloudFormation', () => {
    const provisioning = Provisioning.cloudFormation();

    test('renders the resource types of CloudFormation without Lambda functions', () => {
      const template = declare({ provisioning }).template();
      template.hasResourceProperties(NATIVE, {
        Name: 'media',
        Regions: [{ Bucket: 'media-eu' }, { Bucket: 'media-us', BucketAccountId: OTHER_ACCOUNT }],
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      });
      template.hasResourceProperties(NATIVE_POLICY, {
        MrapName: { Ref: 'MediaA721A567' },
        Policy: Match.objectLike({ Version: '2012-10-17' }),
      });
      template.resourceCountIs('AWS::Lambda::Function', 0);
    });

    test('creates the custom resource for routes', () => {
      declare({ provisioning, failover: FailoverConfiguration.activeActive() }).template()
        .hasResourceProperties(ROUTES, {
          AccessPointCreatedAt: { 'Fn::GetAtt': ['MediaA721A567', 'CreatedAt'] },
        });
    });

    test('changes the name with the buckets and the public access block if replacement is allowed', () => {
      const synthesizeName = (props: Partial<MultiRegionAccessPointProps>) => {
        const template = declare({ provisioning, replacement: ReplacementPolicy.ALLOW, ...props }).template();
        return Object.values(template.findResources(NATIVE))[0].Properties.Name as string;
      };
      const name = synthesizeName({});
      expect(name).toMatch(/^media-[0-9a-f]{8}$/);
      expect(synthesizeName({ buckets: [US, EU] })).toBe(name);
      expect(synthesizeName({ buckets: [EU, UnderlyingBucket.fromBucketName('other', 'us-east-1')] })).not.toBe(name);
      expect(synthesizeName({ blockPublicAccess: s3.BlockPublicAccess.BLOCK_ACLS_ONLY })).not.toBe(name);
    });
  });

  test('rejects a member that an override renames (MRAP226)', () => {
    const stack = stackIn();
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-ireland', versioned: true });
    const { template } = declare({ buckets: [UnderlyingBucket.fromBucket(bucket), US] }, stack);
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('BucketName', 'acme-media-ireland');
    expect(template).toThrow(
      '[MRAP226] bucket "Stack/Bucket" was renamed after its declaration, got "acme-media-ireland", expected '
      + '"media-ireland"',
    );
  });

  test('rejects a bucket with PhysicalName.GENERATE_IF_NEEDED in a stack of another Region (MRAP764)', () => {
    const stack = stackIn();
    const other = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
    const bucket = new s3.Bucket(other, 'Bucket', { bucketName: PhysicalName.GENERATE_IF_NEEDED });
    expect(() => declare({ buckets: [EU, UnderlyingBucket.fromBucket(bucket)] }, stack)).toThrow(
      /\[MRAP764\] .* expected bucketName as text; .*, not to PhysicalName\.GENERATE_IF_NEEDED/,
    );
  });

  describe('with a removal policy', () => {
    const findPolicies = (template: Template) => [ACCESS_POINT, POLICY, ROUTES]
      .flatMap((type) => Object.values(template.findResources(type)))
      .map((resource) => `${resource.DeletionPolicy} ${resource.UpdateReplacePolicy}`);
    const failover = FailoverConfiguration.activeActive();

    test('retains its resources by default, except after a replacement', () => {
      expect(findPolicies(declare({ failover }).template())).toEqual(Array(3).fill('RetainExceptOnCreate Delete'));
    });

    test.each([
      [RemovalPolicy.DESTROY, 'Delete Delete'],
      [RemovalPolicy.RETAIN, 'Retain Delete'],
    ])('applies %s to access point, policy and routes', (removalPolicy, expected) => {
      expect(findPolicies(declare({ failover, removalPolicy }).template())).toEqual(Array(3).fill(expected));
    });

    test('changes its removal policy after the declaration', () => {
      const { accessPoint, template } = declare({ failover });
      accessPoint.applyRemovalPolicy(RemovalPolicy.DESTROY);
      expect(findPolicies(template())).toEqual(Array(3).fill('Delete Delete'));
    });

    test.each<[string, Partial<MultiRegionAccessPointProps>, string]>([
      ['the defaults', {}, 'RetainExceptOnCreate Retain'],
      ['RETAIN', { removalPolicy: RemovalPolicy.RETAIN }, 'Retain Retain'],
      ['an allowed replacement', { replacement: ReplacementPolicy.ALLOW }, 'RetainExceptOnCreate Delete'],
      ['DESTROY', { removalPolicy: RemovalPolicy.DESTROY }, 'Delete Retain'],
      [
        'DESTROY and an allowed replacement',
        { removalPolicy: RemovalPolicy.DESTROY, replacement: ReplacementPolicy.ALLOW }, 'Delete Delete',
      ],
    ])('retains the replaced resource of CloudFormation unless it may be replaced, with %s', (_, props, expected) => {
      const template = declare({ ...props, provisioning: Provisioning.cloudFormation() }).template();
      const policies = [NATIVE, NATIVE_POLICY].flatMap((type) => Object.values(template.findResources(type)))
        .map((resource) => `${resource.DeletionPolicy} ${resource.UpdateReplacePolicy}`);
      expect(policies).toEqual([expected, expected]);
    });

    test('retains the replaced resource of CloudFormation if an aspect destroys all resources', () => {
      const { stack, template } = declare({ provisioning: Provisioning.cloudFormation() });
      RemovalPolicies.of(stack).destroy();
      expect(Object.values(template().findResources(NATIVE))).toEqual([
        expect.objectContaining({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Retain' }),
      ]);
    });
  });

  describe('with dependencies', () => {
    test('depends on its buckets in all stacks', () => {
      const stack = stackIn();
      const other = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
      const here = new s3.Bucket(stack, 'Here');
      const { template } = declare({
        buckets: [
          UnderlyingBucket.fromBucket(here),
          UnderlyingBucket.fromBucket(new s3.Bucket(other, 'There', { bucketName: 'media-there' })),
        ],
      }, stack);
      template().hasResource(ACCESS_POINT, {
        DependsOn: Match.arrayWith(['HerePolicyB6D5F477', 'Here6E690396']),
      });
      expect(stack.dependencies).toEqual([other]);
    });

    test('creates the routes after the policy', () => {
      declare({ failover: FailoverConfiguration.activeActive() }).template()
        .hasResource(ROUTES, { DependsOn: Match.arrayWith(['MediaPolicy0065D099']) });
    });
  });

  describe('addToResourcePolicy', () => {
    const matchOwnerOnlyPolicy = (action: string) =>
      Match.objectLike({ Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith([action]) })]) });

    test('renders a policy for the owner account without statements', () => {
      const template = declare().template();
      template.hasResourceProperties(POLICY, { Policy: matchOwnerOnlyPolicy('s3:ListBucket') });
      template.hasResourceProperties(POLICY, { Policy: matchOwnerOnlyPolicy('s3:GetObject') });
    });

    test('renders only the added statements', () => {
      const { accessPoint, template } = declare();
      const added = accessPoint.addToResourcePolicy(new iam.PolicyStatement({
        principals: [new iam.AccountPrincipal(OTHER_ACCOUNT)],
        actions: ['s3:GetObject'],
        resources: [accessPoint.arnForObjects('*')],
      }));
      expect(added.statementAdded).toBe(true);
      template().hasResourceProperties(POLICY, {
        Policy: { Statement: [Match.objectLike({ Action: 's3:GetObject' })] },
      });
    });

    test('rejects a statement without a principal at synthesis', () => {
      const { accessPoint, template } = declare();
      accessPoint.addToResourcePolicy(
        new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [accessPoint.arnForObjects('*')] }),
      );
      expect(template).toThrow(/must specify at least one IAM principal/);
    });
  });

  test('supports property injection', () => {
    class Injector implements IPropertyInjector {
      public readonly constructUniqueId = MultiRegionAccessPoint.PROPERTY_INJECTION_ID;
      public inject(originalProps: MultiRegionAccessPointProps) {
        return { ...originalProps, removalPolicy: RemovalPolicy.RETAIN };
      }
    }
    const stack = stackIn();
    PropertyInjectors.of(stack).add(new Injector());
    declare({}, stack).template().hasResource(ACCESS_POINT, { DeletionPolicy: 'Retain' });
  });

  describe('as an import', () => {
    const ARN = `arn:aws:s3::${OTHER_ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;

    test('returns the attributes that the ARN contains', () => {
      const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stackIn(), 'Imported', ARN);
      expect(imported.multiRegionAccessPointAlias).toBe('mfzwi23gnjvgw.mrap');
      expect(imported.multiRegionAccessPointArn).toBe(ARN);
      expect(imported.multiRegionAccessPointDomainName).toBe('mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com');
      expect(imported.env.account).toBe(OTHER_ACCOUNT);
      expect(() => imported.multiRegionAccessPointRef).toThrow(/MRAP758.*fromMultiRegionAccessPointAttributes/);
    });

    test('returns the name of the attributes', () => {
      const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stackIn(), 'Imported', {
        multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'media',
      });
      expect(imported.multiRegionAccessPointRef).toEqual({ multiRegionAccessPointName: 'media' });
    });

    test('reads the alias from an ARN that is a token', () => {
      const stack = stackIn();
      const declared = declare({}, stack).accessPoint;
      const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(
        stack, 'Imported', declared.multiRegionAccessPointArn,
      );
      expect(stack.resolve(imported.multiRegionAccessPointAlias)).toEqual({
        'Fn::Select': [1, { 'Fn::Split': ['/', stack.resolve(declared.multiRegionAccessPointArn)] }],
      });
    });
  });
});
