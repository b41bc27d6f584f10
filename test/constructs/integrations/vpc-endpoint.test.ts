import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, type Stack, Token } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  CrossRegionReplication, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointChecks,
  MultiRegionAccessPointOrigin, MultiRegionAccessPointVpcEndpoint, type MultiRegionAccessPointVpcEndpointProps,
  MultiRegionBuckets, UnderlyingBucket,
} from '../../../src';
import { supportedActions } from '../../../src/facts/data-plane';
import { ACCOUNT } from '../../support/accounts';
import { deploymentOrder, type Resources } from '../../support/deployment-order';
import { ACCESS_POINT_ARN, DeployedApplication, DISTRIBUTION_ID } from '../../support/iam/deployed';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { violationsOf } from '../../support/nag';
import { stackIn, verdictOf, warningTexts } from '../../support/synthesis';

const ALICE = `arn:aws:iam::${ACCOUNT}:role/alice`;

function createVpc(stack: Stack): ec2.IVpc {
  return new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}

function createAccessPoint(stack: Stack, id = 'Media'): MultiRegionAccessPoint {
  return new MultiRegionAccessPoint(stack, id, {
    multiRegionAccessPointName: id.toLowerCase(),
    buckets: ['eu-west-1', 'us-east-1']
      .map((region) => UnderlyingBucket.fromBucketName(`${id.toLowerCase()}-${region}`, region)),
  });
}

type EndpointProps = Partial<MultiRegionAccessPointVpcEndpointProps>
  & Pick<MultiRegionAccessPointVpcEndpointProps, 'multiRegionAccessPoints'>;

function createEndpoint(stack: Stack, props: EndpointProps) {
  return new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { ...props, vpc: props.vpc ?? createVpc(stack) });
}

describe('MultiRegionAccessPointVpcEndpoint', () => {
  test('creates an interface endpoint with private DNS that is open to the VPC', () => {
    const stack = stackIn();
    createEndpoint(stack, { multiRegionAccessPoints: [createAccessPoint(stack)] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: 'com.amazonaws.s3-global.accesspoint', VpcEndpointType: 'Interface', PrivateDnsEnabled: true,
    });
    const [group] = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
    expect(group.Properties.SecurityGroupIngress)
      .toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })]);
    expect(group.Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
  });

  test.each<[string, boolean | undefined, (endpoint: MultiRegionAccessPointVpcEndpoint) => void, number]>([
    ['no finding of cdk-nag for the CIDR block of its VPC', undefined, () => undefined, 0],
    ['no finding of cdk-nag without ingress rules', false, () => undefined, 0],
    ['the finding of cdk-nag for an added address range', undefined, (endpoint) =>
      endpoint.connections.allowFromAnyIpv4(ec2.Port.HTTPS), 1],
  ])('has %s', (_name, open, change, count) => {
    const stack = stackIn();
    change(createEndpoint(stack, { multiRegionAccessPoints: [createAccessPoint(stack)], open }));
    Template.fromStack(stack);
    const found = violationsOf(AwsSolutionsChecks, stack.node.root).filter((finding) => finding.includes('-EC23'));
    expect(found).toHaveLength(count);
  });

  test.each([
    ['DNS support', { enableDnsSupport: false }, '["enableDnsSupport"]'],
    ['DNS host names', { enableDnsHostnames: false }, '["enableDnsHostnames"]'],
  ])('rejects a VPC without %s (MRAP658)', (_name, props, disabled) => {
    const stack = stackIn();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, ...props });
    expect(() => createEndpoint(stack, { vpc, multiRegionAccessPoints: [createAccessPoint(stack)] }))
      .toThrow(`[MRAP658] VPC "Stack/Vpc" has no DNS for its endpoint, got ${disabled} false, expected true`);
  });

  test('rejects a second endpoint in a VPC, and accepts an endpoint in another VPC (MRAP659)', () => {
    const stack = stackIn();
    const vpc = createVpc(stack);
    const multiRegionAccessPoints = [createAccessPoint(stack)];
    createEndpoint(stack, { vpc, multiRegionAccessPoints });
    expect(() => new MultiRegionAccessPointVpcEndpoint(stack, 'Second', { vpc, multiRegionAccessPoints })).toThrow(
      '[MRAP659] VPC "Stack/Vpc" has an endpoint for access points already, got a second endpoint, expected only '
      + '"Stack/Endpoint"',
    );
    const other = new ec2.Vpc(stack, 'OtherVpc', { natGateways: 0 });
    expect(new MultiRegionAccessPointVpcEndpoint(stack, 'Third', { vpc: other, multiRegionAccessPoints }))
      .toHaveProperty('vpcEndpointId');
  });

  describe('with many access points', () => {
    function createManyServed(stack: Stack, length = 60): MultiRegionAccessPointVpcEndpoint {
      const multiRegionAccessPoints = Array.from({ length }, (_, index) => createAccessPoint(stack, `Media${index}`));
      return createEndpoint(stack, { multiRegionAccessPoints });
    }

    test('rejects a policy that EC2 would refuse, and names a number of access points that fit (MRAP224)', () => {
      const stack = stackIn();
      createManyServed(stack);
      expect(() => Template.fromStack(stack))
        .toThrow(/MRAP224.*got 21782 characters for 60 access points, expected at most 20480; serve about 56 access/);
      const smaller = stackIn();
      createManyServed(smaller, 56);
      expect(() => Template.fromStack(smaller)).not.toThrow();
    });

    test('accepts a smaller policy by an override, as the error advises', () => {
      const stack = stackIn();
      const resource = createManyServed(stack).node.findChild('Resource').node.defaultChild as ec2.CfnVPCEndpoint;
      const Resource = [`arn:aws:s3::${ACCOUNT}:accesspoint/*`, 'arn:aws:s3:::media*'];
      const statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource };
      resource.addPropertyOverride('PolicyDocument', { Version: '2012-10-17', Statement: [statement] });
      const [endpoint] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
      expect(endpoint.Properties.PolicyDocument.Statement).toEqual([statement]);
    });
  });

  test('allows only given connections if it is not open', () => {
    const stack = stackIn();
    const group = new ec2.SecurityGroup(stack, 'Given', {
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Other', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'] }),
    });
    const endpoint = createEndpoint(stack, {
      multiRegionAccessPoints: [createAccessPoint(stack)],
      open: false,
      securityGroups: [group],
    });
    endpoint.connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.0.1.0/24'));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [{ CidrIp: '10.0.1.0/24', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }],
    });
  });

  test('requires the buckets of an imported access point', () => {
    const stack = stackIn();
    const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ACCESS_POINT_ARN);
    expect(() => createEndpoint(stack, { multiRegionAccessPoints: [imported] })).toThrow('MRAP653');
    const endpoint = new MultiRegionAccessPointVpcEndpoint(stack, 'Valid', {
      vpc: createVpc(stackIn('eu-west-1', { app: stack.node.root as App, id: 'Network' })),
      multiRegionAccessPoints: [imported],
      buckets: [UnderlyingBucket.fromBucketName('media-ireland', 'eu-west-1')],
    });
    endpoint.restrict(imported);
    expect(warningTexts(stack, 'MRAP763').join()).toContain('aws:SourceVpce');
    const [{ Properties: { PolicyDocument: document } }] = Object.values(Template.fromStack(stack)
      .findResources('AWS::EC2::VPCEndpoint'));
    expect(JSON.stringify(document)).toContain('arn:aws:s3:::media-ireland/*');
  });

  test('requires an access point', () => {
    expect(() => createEndpoint(stackIn(), { multiRegionAccessPoints: [] })).toThrow('MRAP744');
  });

  test('does not restrict an access point that it does not serve', () => {
    const stack = stackIn();
    const endpoint = createEndpoint(stack, { multiRegionAccessPoints: [createAccessPoint(stack)] });
    expect(() => endpoint.restrict(createAccessPoint(stack, 'Films'))).toThrow('MRAP656');
  });

  test('restricts another import of an access point that it serves', () => {
    const stack = stackIn();
    const [served, imported] = ['Served', 'Imported']
      .map((id) => MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, id, ACCESS_POINT_ARN));
    const endpoint = createEndpoint(stack, {
      multiRegionAccessPoints: [served], buckets: [UnderlyingBucket.fromBucketName('media-ireland', 'eu-west-1')],
    });
    endpoint.restrict(imported);
    expect(warningTexts(stack, 'MRAP763').join()).toContain('aws:SourceVpce');
  });

  test('rejects the name of an endpoint instead of its id', () => {
    const stack = stackIn();
    const accessPoint = createAccessPoint(stack);
    const endpoint = createEndpoint(stack, { multiRegionAccessPoints: [accessPoint] });
    expect(() => endpoint.restrict(accessPoint, ['vpce-1', Token.asString({ Ref: 'Id' }), 'endpoint-1']))
      .toThrow('[MRAP657] otherVpcEndpointIds contains a malformed id, got ["endpoint-1"]');
  });

  describe('with an endpoint in another Region', () => {
    function declareTwo() {
      const stack = stackIn();
      const accessPoint = createAccessPoint(stack);
      const virginia = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
      const [home, other] = [stack, virginia].map((own) =>
        createEndpoint(own, { multiRegionAccessPoints: [accessPoint] }));
      return { app: stack.node.root as App, stack, virginia, accessPoint, home, other };
    }

    const readPolicy = (app: App, type: string, stackName: string): string => {
      const { template } = app.synth().getStackByName(stackName) as { template: { Resources: Resources } };
      return JSON.stringify(Object.values(template.Resources).filter(({ Type }) => Type === type));
    };

    test.each([
      'home', 'other',
    ] as const)('allows the endpoints of both Regions if the endpoint %s restricts', (which) => {
      const { app, accessPoint, ...endpoints } = declareTwo();
      endpoints[which].restrict(accessPoint);
      const policy = readPolicy(app, 'Custom::S3MultiRegionAccessPointPolicy', 'Stack');
      const [[, ids]] = policy.matchAll(/"aws:SourceVpce":(\[.*?\}\])/g);
      // The reference to another Region depends on the version of aws-cdk-lib.
      expect(JSON.parse(ids)).toEqual([{ Ref: expect.stringMatching(/^Endpoint/) }, expect.anything()]);
      expect(ids).toMatch(/Virginia/);
      const { dependencies } = app.synth().getStackByName('Stack');
      expect(dependencies.map(({ id }) => id)).toContain('Virginia');
      expect(readPolicy(app, 'AWS::EC2::VPCEndpoint', 'Virginia'))
        .toContain('"arn:aws:s3::111122223333:accesspoint/*/object/*"');
    });

    test('limits the endpoint of another Region to its access points if none is restricted', () => {
      const { app } = declareTwo();
      expect(readPolicy(app, 'AWS::EC2::VPCEndpoint', 'Virginia')).not.toContain('accesspoint/*');
    });

    test('rejects an endpoint whose stack deploys after the access point', () => {
      const { app, stack, virginia, accessPoint, home } = declareTwo();
      virginia.addDependency(stack);
      home.restrict(accessPoint);
      expect(() => app.synth()).toThrow(/MRAP654.*"Virginia\/Endpoint".*"Stack\/Media"/);
    });

    test('rejects an endpoint in the Region of the access point for a VPC of another Region', () => {
      const { stack, accessPoint } = declareTwo();
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
        vpcId: 'vpc-1', availabilityZones: ['us-east-1a'], region: 'us-east-1',
      });
      expect(() =>
        new MultiRegionAccessPointVpcEndpoint(stack, 'Wrong', { vpc, multiRegionAccessPoints: [accessPoint] }))
        .toThrow(/MRAP655.*got "us-east-1", expected "eu-west-1"/);
    });
  });

  describe('in an application with replication, CloudFront and routes', () => {
    let deployed: DeployedApplication;
    let endpointPolicy: Statement[];
    let accessPointPolicy: Statement[];
    let resources: Resources;
    const CLIENT_CONTEXT = { 'aws:PrincipalIsAWSService': 'false' };

    beforeAll(() => {
      const stack = stackIn();
      const { buckets } = new MultiRegionBuckets(stack, 'Buckets', {
        bucketNamePrefix: 'media',
        regions: ['eu-west-1', 'us-east-1'],
      });
      new CrossRegionReplication(stack, 'Replication', { buckets });
      const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media', buckets, failover: FailoverConfiguration.activePassive(['eu-west-1']),
      });
      accessPoint.grants.readWrite(iam.Role.fromRoleArn(stack, 'Alice', ALICE));
      const endpoint = createEndpoint(stack, { multiRegionAccessPoints: [accessPoint] });
      endpoint.restrict(accessPoint, ['vpce-virginia']);
      endpoint.restrict(accessPoint);
      new cloudfront.Distribution(stack, 'Distribution', {
        defaultBehavior: { origin: new MultiRegionAccessPointOrigin(accessPoint) },
      });

      const app = stack.node.root as App;
      expect(new MultiRegionAccessPointChecks().checkScope(app)).toEqual([]);
      deployed = new DeployedApplication(app);
      endpointPolicy = (deployed.ofType('AWS::EC2::VPCEndpoint')[0].Properties.PolicyDocument as {
        Statement: Statement[];
      }).Statement;
      accessPointPolicy = (deployed.ofType('Custom::S3MultiRegionAccessPointPolicy')[0].Properties.Policy as {
        Statement: Statement[];
      }).Statement;
      resources = Template.fromStack(stack).toJSON().Resources as Resources;
    });

    const evaluateEndpointPolicy = (action: string, resource: string) =>
      evaluate({ principal: ALICE, action, resource, owner: ACCOUNT }, { resource: endpointPolicy });
    const evaluateAccessPointPolicy = (action: string, resource: string, context: Record<string, string> = {}) =>
      evaluate({ principal: ALICE, action, resource, owner: ACCOUNT, context: { ...CLIENT_CONTEXT, ...context } }, {
        identity: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], resource: accessPointPolicy,
      });

    test('allows requests to the access point and to every member', () => {
      for (const arn of [
        `${ACCESS_POINT_ARN}/object/a`, ...deployed.buckets.map(({ name }) => `arn:aws:s3:::${name}/a`),
      ]) {
        for (const action of supportedActions('object')) {
          expect({ arn, action, decision: evaluateEndpointPolicy(action, arn) })
            .toEqual({ arn, action, decision: 'allowed' });
        }
      }
      for (const arn of [ACCESS_POINT_ARN, ...deployed.buckets.map(({ name }) => `arn:aws:s3:::${name}`)]) {
        expect(evaluateEndpointPolicy('s3:ListBucket', arn)).toBe('allowed');
      }
    });

    test.each([
      ['s3:GetObject', 'arn:aws:s3:::other/a'],
      ['s3:ListBucket', 'arn:aws:s3:::other'],
      ['s3:GetObject', `arn:aws:s3::${ACCOUNT}:accesspoint/other.mrap/object/a`],
      ['s3:PutBucketPolicy', 'arn:aws:s3:::media-eu-west-1'],
      ['s3:GetObject', ACCESS_POINT_ARN],
    ])('does not allow %s on %s', (action, resource) => {
      expect(evaluateEndpointPolicy(action, resource)).toBe('implicitly denied');
    });

    test.each(['this endpoint', 'an endpoint of another Region'])('allows requests through %s', (endpoint) => {
      const ownId = Object.keys(resources).find((id) => resources[id].Type === 'AWS::EC2::VPCEndpoint')!;
      const context = { 'aws:SourceVpce': endpoint === 'this endpoint' ? ownId : 'vpce-virginia' };
      expect(evaluateAccessPointPolicy('s3:GetObject', `${ACCESS_POINT_ARN}/object/a`, context)).toBe('allowed');
      expect(evaluateAccessPointPolicy('s3:ListBucket', ACCESS_POINT_ARN, context)).toBe('allowed');
    });

    test.each<[string, Record<string, string>]>([
      ['the internet', {}], ['another endpoint', { 'aws:SourceVpce': 'vpce-other' }],
    ])('denies requests through %s', (_, context) => {
      expect(supportedActions('object')
        .map((action) => evaluateAccessPointPolicy(action, `${ACCESS_POINT_ARN}/object/a`, context))).not
        .toContain('allowed');
      expect(supportedActions('bucket')
        .map((action) => evaluateAccessPointPolicy(action, ACCESS_POINT_ARN, context))).not.toContain('allowed');
    });

    test('allows CloudFront to read', () => {
      const context = {
        'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/${DISTRIBUTION_ID}`,
        'aws:PrincipalIsAWSService': 'true',
      };
      for (const bucket of deployed.buckets) {
        expect(deployed.isAllowed({ principal: 'cloudfront.amazonaws.com', context }, bucket)).toBe(true);
      }
    });

    test('does not deny deployments and failovers', () => {
      const control = [
        's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
        's3:PutMultiRegionAccessPointPolicy', 's3:GetMultiRegionAccessPointPolicy',
        's3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes',
      ];
      expect(control.map((action) => evaluateAccessPointPolicy(action, ACCESS_POINT_ARN)))
        .toEqual(control.map(() => 'allowed'));
    });

    test('does not change bucket policies, which replication uses', () => {
      expect(deployed.ofType('AWS::S3::BucketPolicy')).toHaveLength(2);
      expect(JSON.stringify(deployed.ofType('AWS::S3::BucketPolicy'))).not.toContain('aws:SourceVpce');
    });

    test('deploys the access point, then the endpoint, then the policy', () => {
      const types = deploymentOrder(resources).map((id) => resources[id].Type);
      const [accessPoint, endpoint, policy] = [
        'Custom::S3MultiRegionAccessPoint', 'AWS::EC2::VPCEndpoint', 'Custom::S3MultiRegionAccessPointPolicy',
      ].map((type) => types.indexOf(type));
      expect(accessPoint).toBeLessThan(endpoint);
      expect(endpoint).toBeLessThan(policy);
    });
  });

  test('passes the linter with two access points', () => {
    const stack = stackIn();
    const { errors } = verdictOf(stack, () => createEndpoint(stack, {
      multiRegionAccessPoints: [createAccessPoint(stack), createAccessPoint(stack, 'Films')],
    }));
    expect(errors).toEqual([]);
    expect(new MultiRegionAccessPointChecks().checkScope(stack.node.root)
      .filter(({ ruleId }) => ruleId.startsWith('MRAP65'))).toEqual([]);
  });
});
