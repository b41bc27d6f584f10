import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, type Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointChecks, MultiRegionAccessPointOrigin,
  MultiRegionAccessPointVpcEndpoint, type MultiRegionAccessPointVpcEndpointProps, MultiRegionBuckets, UnderlyingBucket,
} from '../../../src';
import { supportedActions } from '../../../src/facts/data-plane';
import { ACCOUNT } from '../../support/accounts';
import { deploymentOrder, type Resources } from '../../support/deployment-order';
import { ACCESS_POINT_ARN, DeployedApplication, DISTRIBUTION_ID } from '../../support/iam/deployed';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn, verdictOf, warningTexts } from '../../support/synthesis';

const ALICE = `arn:aws:iam::${ACCOUNT}:role/alice`;

function vpcIn(stack: Stack): ec2.IVpc {
  return new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
}

function accessPointIn(stack: Stack, id = 'Media'): MultiRegionAccessPoint {
  return new MultiRegionAccessPoint(stack, id, {
    multiRegionAccessPointName: id.toLowerCase(),
    buckets: ['eu-west-1', 'us-east-1'].map((region) => UnderlyingBucket.fromBucketName(`${id.toLowerCase()}-${region}`, region)),
  });
}

function endpointIn(stack: Stack, props: Partial<MultiRegionAccessPointVpcEndpointProps> & Pick<MultiRegionAccessPointVpcEndpointProps, 'multiRegionAccessPoints'>) {
  return new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc: vpcIn(stack), ...props });
}

test('it is an interface endpoint of the one service, under the names of access points, for everything in the VPC', () => {
  const stack = stackIn();
  endpointIn(stack, { multiRegionAccessPoints: [accessPointIn(stack)] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    ServiceName: 'com.amazonaws.s3-global.accesspoint', VpcEndpointType: 'Interface', PrivateDnsEnabled: true,
  });
  const [group] = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
  expect(group.Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })]);
  expect(group.Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
});

test('it can be closed, and opened for some', () => {
  const stack = stackIn();
  const group = new ec2.SecurityGroup(stack, 'Given', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Other', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'] }) });
  const endpoint = endpointIn(stack, { multiRegionAccessPoints: [accessPointIn(stack)], open: false, securityGroups: [group] });
  endpoint.connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.0.1.0/24'));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '10.0.1.0/24', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }] });
});

test('of an imported access point the buckets must be said', () => {
  const stack = stackIn();
  const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ACCESS_POINT_ARN);
  expect(() => endpointIn(stack, { multiRegionAccessPoints: [imported] })).toThrow('MRAP653');
  const endpoint = new MultiRegionAccessPointVpcEndpoint(stack, 'Right', {
    vpc: vpcIn(stackIn('eu-west-1', { app: stack.node.root as App, id: 'Network' })),
    multiRegionAccessPoints: [imported],
    buckets: [UnderlyingBucket.fromBucketName('media-ireland', 'eu-west-1')],
  });
  endpoint.restrict(imported);
  expect(warningTexts(stack, 'MRAP763').join()).toContain('aws:SourceVpce');
  const [{ Properties: { PolicyDocument: document } }] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
  expect(JSON.stringify(document)).toContain('arn:aws:s3:::media-ireland/*');
});

test('an access point of another stack cannot be restricted', () => {
  const stack = stackIn();
  const accessPoint = accessPointIn(stack);
  const elsewhere = stackIn('eu-west-1', { app: stack.node.root as App, id: 'Network' });
  const endpoint = endpointIn(elsewhere, { multiRegionAccessPoints: [accessPoint] });
  expect(() => endpoint.restrict(accessPoint)).toThrow('MRAP654');
});

describe('an application with everything', () => {
  let deployed: DeployedApplication;
  let endpointPolicy: Statement[];
  let accessPointPolicy: Statement[];
  let resources: Resources;
  const sent = { 'aws:PrincipalIsAWSService': 'false' };

  beforeAll(() => {
    const stack = stackIn();
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: ['eu-west-1', 'us-east-1'] });
    new CrossRegionReplication(stack, 'Replication', { buckets });
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', buckets, failover: FailoverConfiguration.activePassive(['eu-west-1']),
    });
    accessPoint.grants.readWrite(iam.Role.fromRoleArn(stack, 'Alice', ALICE));
    const endpoint = endpointIn(stack, { multiRegionAccessPoints: [accessPoint] });
    endpoint.restrict(accessPoint, ['vpce-of-virginia']);
    endpoint.restrict(accessPoint);
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new MultiRegionAccessPointOrigin(accessPoint) } });

    const app = stack.node.root as App;
    expect(new MultiRegionAccessPointChecks().checkScope(app)).toEqual([]);
    deployed = new DeployedApplication(app);
    endpointPolicy = (deployed.ofType('AWS::EC2::VPCEndpoint')[0].Properties.PolicyDocument as { Statement: Statement[] }).Statement;
    accessPointPolicy = (deployed.ofType('Custom::S3MultiRegionAccessPointPolicy')[0].Properties.Policy as { Statement: Statement[] }).Statement;
    resources = Template.fromStack(stack).toJSON().Resources as Resources;
  });

  const byEndpoint = (action: string, resource: string) =>
    evaluate({ principal: ALICE, action, resource, owner: ACCOUNT }, { resource: endpointPolicy });
  const ofClient = (action: string, resource: string, context: Record<string, string> = {}) =>
    evaluate({ principal: ALICE, action, resource, owner: ACCOUNT, context: { ...sent, ...context } }, {
      identity: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], resource: accessPointPolicy,
    });

  test('lets clients reach what S3 asks for twice: the access point, and every member', () => {
    for (const arn of [`${ACCESS_POINT_ARN}/object/a`, ...deployed.buckets.map(({ name }) => `arn:aws:s3:::${name}/a`)]) {
      for (const action of supportedActions('object')) expect({ arn, action, decision: byEndpoint(action, arn) }).toEqual({ arn, action, decision: 'allowed' });
    }
    for (const arn of [ACCESS_POINT_ARN, ...deployed.buckets.map(({ name }) => `arn:aws:s3:::${name}`)]) expect(byEndpoint('s3:ListBucket', arn)).toBe('allowed');
  });

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::other/a'],
    ['s3:ListBucket', 'arn:aws:s3:::other'],
    ['s3:GetObject', `arn:aws:s3::${ACCOUNT}:accesspoint/other.mrap/object/a`],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::media-eu-west-1'],
    ['s3:GetObject', ACCESS_POINT_ARN],
  ])('does not lead to %s on %s', (action, resource) => {
    expect(byEndpoint(action, resource)).toBe('implicitly denied');
  });

  test.each(['its own', 'the one of another Region'])('lets clients in by %s', (which) => {
    const own = Object.keys(resources).find((id) => resources[id].Type === 'AWS::EC2::VPCEndpoint')!;
    const context = { 'aws:SourceVpce': which === 'its own' ? own : 'vpce-of-virginia' };
    expect(ofClient('s3:GetObject', `${ACCESS_POINT_ARN}/object/a`, context)).toBe('allowed');
    expect(ofClient('s3:ListBucket', ACCESS_POINT_ARN, context)).toBe('allowed');
  });

  test.each<[string, Record<string, string>]>([['the internet', {}], ['another endpoint', { 'aws:SourceVpce': 'vpce-other' }]])('denies them by %s', (_, context) => {
    expect(supportedActions('object').map((action) => ofClient(action, `${ACCESS_POINT_ARN}/object/a`, context))).not.toContain('allowed');
    expect(supportedActions('bucket').map((action) => ofClient(action, ACCESS_POINT_ARN, context))).not.toContain('allowed');
  });

  test('lets CloudFront read', () => {
    const context = { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/${DISTRIBUTION_ID}`, 'aws:PrincipalIsAWSService': 'true' };
    for (const bucket of deployed.buckets) expect(deployed.isAllowed({ principal: 'cloudfront.amazonaws.com', context }, bucket)).toBe(true);
  });

  test('locks no deployment and no failover out', () => {
    const control = [
      's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint', 's3:PutMultiRegionAccessPointPolicy',
      's3:GetMultiRegionAccessPointPolicy', 's3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes',
    ];
    expect(control.map((action) => ofClient(action, ACCESS_POINT_ARN))).toEqual(control.map(() => 'allowed'));
  });

  test('says nothing in the policies of buckets, where replication goes', () => {
    expect(deployed.ofType('AWS::S3::BucketPolicy')).toHaveLength(2);
    expect(JSON.stringify(deployed.ofType('AWS::S3::BucketPolicy'))).not.toContain('aws:SourceVpce');
  });

  test('deploys in order: access point, endpoint, policy', () => {
    const types = deploymentOrder(resources).map((id) => resources[id].Type);
    const [accessPoint, endpoint, policy] = ['Custom::S3MultiRegionAccessPoint', 'AWS::EC2::VPCEndpoint', 'Custom::S3MultiRegionAccessPointPolicy'].map((type) => types.indexOf(type));
    expect(accessPoint).toBeLessThan(endpoint);
    expect(endpoint).toBeLessThan(policy);
  });
});

test('the linter has nothing to say of two access points and one endpoint', () => {
  const stack = stackIn();
  const { errors } = verdictOf(stack, () => endpointIn(stack, { multiRegionAccessPoints: [accessPointIn(stack), accessPointIn(stack, 'Films')] }));
  expect(errors).toEqual([]);
  expect(new MultiRegionAccessPointChecks().checkScope(stack.node.root).filter(({ ruleId }) => ruleId.startsWith('MRAP65'))).toEqual([]);
});
