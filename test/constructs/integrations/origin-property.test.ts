import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type App } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import {
  Delegation, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointChecks, MultiRegionAccessPointOrigin,
  MultiRegionAccessPointVpcEndpoint, MultiRegionBuckets, Provisioning, UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { deploymentOrder, type Resources } from '../../support/deployment-order';
import { DeployedApplication, DISTRIBUTION_ID } from '../../support/iam/deployed';
import { stackIn } from '../../support/synthesis';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'sa-east-1'];
const CLOUDFRONT = 'cloudfront.amazonaws.com';
const distribution = (id: string, account = ACCOUNT) => ({
  'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/${id}`, 'aws:SourceAccount': account, 'aws:PrincipalIsAWSService': 'true',
});

interface Options {
  readonly regions: readonly string[];
  readonly home: string;
  readonly encrypted: boolean;
  readonly delegated: boolean;
  readonly native: boolean;
  readonly apart: boolean;
  readonly narrowed: boolean;
  readonly failover: boolean;
  readonly restricted: boolean;
}

function declare({ regions, home, encrypted, delegated, native, apart, narrowed, failover, restricted }: Options): App {
  const stack = stackIn(home);
  const app = stack.node.root as App;
  const { buckets } = new MultiRegionBuckets(stack, 'Buckets', {
    bucketNamePrefix: 'media',
    regions: [...regions],
    encryption: encrypted ? UnderlyingBucketEncryption.kms() : undefined,
  });
  const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets,
    delegation: delegated ? undefined : Delegation.none(),
    provisioning: native ? Provisioning.cloudFormation() : undefined,
    failover: failover ? FailoverConfiguration.activePassive([regions[0]]) : undefined,
  });
  const scope = apart ? stackIn(home, { app, id: 'Edge' }) : stack;
  const origin = new MultiRegionAccessPointOrigin(accessPoint, narrowed ? { distributionIds: [DISTRIBUTION_ID] } : {});
  new cloudfront.Distribution(scope, 'Distribution', { defaultBehavior: { origin } });
  if (restricted) {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc, multiRegionAccessPoints: [accessPoint] }).restrict(accessPoint);
  }
  return app;
}

test('whatever is behind it, CloudFront may read through every member, nothing else may do anything, and all of it can be deployed', () => {
  const flag = fc.boolean();
  const regions = fc.shuffledSubarray(REGIONS, { minLength: 2, maxLength: 3 });
  const flags = { encrypted: flag, delegated: flag, native: flag, apart: flag, narrowed: flag, failover: flag, restricted: flag };
  const options = fc.record({ regions, home: fc.constantFrom(...REGIONS), ...flags });
  fc.assert(fc.property(options, (given) => {
    const app = declare(given);
    expect(new MultiRegionAccessPointChecks().checkScope(app)).toEqual([]);
    const deployed = new DeployedApplication(app);
    checkOrder(app, given.restricted);

    const own = { principal: CLOUDFRONT, context: distribution(DISTRIBUTION_ID) };
    const buckets = deployed.buckets.filter(({ name }) => name.startsWith('media-'));
    expect(buckets).toHaveLength(given.regions.length);
    for (const bucket of buckets) {
      expect(deployed.isAllowed(own, bucket)).toBe(true);
      const named = !given.apart || given.narrowed;
      const strangers = [
        { ...own, context: distribution(DISTRIBUTION_ID, OTHER_ACCOUNT) },
        { ...own, context: { 'aws:SourceArn': distribution(DISTRIBUTION_ID, OTHER_ACCOUNT)['aws:SourceArn'] } },
        ...(named ? [{ ...own, context: distribution('EOTHER12345678') }] : []),
        { principal: CLOUDFRONT },
        ...['s3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'].map((action) => ({ ...own, action })),
        { ...own, principal: 'logging.s3.amazonaws.com' },
        { principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/mallory` },
        { principal: `arn:aws:iam::${ACCOUNT}:role/alice` },
        { principal: 'anonymous' },
      ];
      expect(strangers.filter((request) => deployed.isAllowed(request, bucket))).toEqual([]);
      // Not without the access point.
      expect([own, ...strangers].filter((request) => deployed.isAllowedOnBucket(request, bucket))).toEqual([]);
    }
  }), { numRuns: process.env.SOAK === 'true' ? 200 : 6 });
});

/** Stacks after those they take something from; within a stack the access point, then distribution and endpoint, then the policy. */
function checkOrder(app: App, restricted: boolean): void {
  const { stacks } = app.synth();
  const position = (stackName: string) => stacks.findIndex((stack) => stack.stackName === stackName);
  for (const { stackName, dependencies } of stacks) {
    for (const { id } of dependencies.filter((one) => !one.id.endsWith('.assets'))) expect(position(id)).toBeLessThan(position(stackName));
  }
  const order = stacks.flatMap(({ template }) => {
    const { Resources: resources } = template as { Resources: Resources };
    return deploymentOrder(resources).map((id) => resources[id].Type.replace('Custom::', 'AWS::S3::').replace('AWS::S3::S3', 'AWS::S3::'));
  });
  const [accessPoint, made, policy] = ['AWS::S3::MultiRegionAccessPoint', 'AWS::CloudFront::Distribution', 'AWS::S3::MultiRegionAccessPointPolicy'].map((type) => order.indexOf(type));
  const endpoint = order.indexOf('AWS::EC2::VPCEndpoint');
  expect(endpoint !== -1).toBe(restricted);
  if (restricted) expect(accessPoint < endpoint && endpoint < policy).toBe(true);
  expect(order.lastIndexOf('AWS::S3::Bucket')).toBeLessThan(accessPoint);
  expect(accessPoint).toBeLessThan(made);
  if (stacks.every(({ stackName }) => stackName !== 'Edge')) expect(made).toBeLessThan(policy);
}
