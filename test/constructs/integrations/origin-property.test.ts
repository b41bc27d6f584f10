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
const makeDistributionContext = (id: string, account = ACCOUNT) => ({
  'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/${id}`,
  'aws:SourceAccount': account,
  'aws:PrincipalIsAWSService': 'true',
});

interface Options {
  readonly regions: readonly string[];
  readonly home: string;
  readonly encrypted: boolean;
  readonly delegated: boolean;
  readonly native: boolean;
  /** Whether the distribution is in another stack. */
  readonly separate: boolean;
  /** Whether the origin has distribution ids. */
  readonly hasIds: boolean;
  readonly failover: boolean;
  readonly restricted: boolean;
}

function declare({
  regions, home, encrypted, delegated, native, separate, hasIds, failover, restricted,
}: Options): App {
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
  const scope = separate ? stackIn(home, { app, id: 'Edge' }) : stack;
  const origin = new MultiRegionAccessPointOrigin(accessPoint, hasIds ? { distributionIds: [DISTRIBUTION_ID] } : {});
  new cloudfront.Distribution(scope, 'Distribution', { defaultBehavior: { origin } });
  if (restricted) {
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      maxAzs: 1,
      natGateways: 0,
      subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc, multiRegionAccessPoints: [accessPoint] })
      .restrict(accessPoint);
  }
  return app;
}

describe('MultiRegionAccessPointOrigin', () => {
  test('allows only CloudFront to read through every member and deploys in order for all options', () => {
    const flag = fc.boolean();
    const regions = fc.shuffledSubarray(REGIONS, { minLength: 2, maxLength: 3 });
    const flags = {
      encrypted: flag,
      delegated: flag,
      native: flag,
      separate: flag,
      hasIds: flag,
      failover: flag,
      restricted: flag,
    };
    const options = fc.record({ regions, home: fc.constantFrom(...REGIONS), ...flags });
    fc.assert(fc.property(options, (given) => {
      const app = declare(given);
      expect(new MultiRegionAccessPointChecks().checkScope(app)).toEqual([]);
      const deployed = new DeployedApplication(app);
      checkOrder(app, given.restricted);

      const ownRequest = { principal: CLOUDFRONT, context: makeDistributionContext(DISTRIBUTION_ID) };
      const buckets = deployed.buckets.filter(({ name }) => name.startsWith('media-'));
      expect(buckets).toHaveLength(given.regions.length);
      for (const bucket of buckets) {
        expect(deployed.isAllowed(ownRequest, bucket)).toBe(true);
        const isNamed = !given.separate || given.hasIds;
        const otherRequests = [
          { ...ownRequest, context: makeDistributionContext(DISTRIBUTION_ID, OTHER_ACCOUNT) },
          {
            ...ownRequest,
            context: { 'aws:SourceArn': makeDistributionContext(DISTRIBUTION_ID, OTHER_ACCOUNT)['aws:SourceArn'] },
          },
          ...(isNamed ? [{ ...ownRequest, context: makeDistributionContext('EOTHER12345678') }] : []),
          { principal: CLOUDFRONT },
          ...['s3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'].map((action) => ({ ...ownRequest, action })),
          { ...ownRequest, principal: 'logging.s3.amazonaws.com' },
          { principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/mallory` },
          { principal: `arn:aws:iam::${ACCOUNT}:role/alice` },
          { principal: 'anonymous' },
        ];
        expect(otherRequests.filter((request) => deployed.isAllowed(request, bucket))).toEqual([]);
        // Requests to the bucket itself are denied.
        expect([ownRequest, ...otherRequests].filter((request) => deployed.isAllowedOnBucket(request, bucket)))
          .toEqual([]);
      }
    }), { numRuns: process.env.SOAK === 'true' ? 200 : 6 });
  });
});

/** Checks that stacks deploy after their dependencies, and the order access point, distribution, endpoint, policy. */
function checkOrder(app: App, restricted: boolean): void {
  const { stacks } = app.synth();
  const position = (stackName: string) => stacks.findIndex((stack) => stack.stackName === stackName);
  for (const { stackName, dependencies } of stacks) {
    for (const { id } of dependencies.filter((dependency) => !dependency.id.endsWith('.assets'))) {
      expect(position(id)).toBeLessThan(position(stackName));
    }
  }
  const order = stacks.flatMap(({ template }) => {
    const { Resources: resources } = template as { Resources: Resources };
    return deploymentOrder(resources)
      .map((id) => resources[id].Type.replace('Custom::', 'AWS::S3::').replace('AWS::S3::S3', 'AWS::S3::'));
  });
  const [accessPoint, distribution, policy] = [
    'AWS::S3::MultiRegionAccessPoint', 'AWS::CloudFront::Distribution', 'AWS::S3::MultiRegionAccessPointPolicy',
  ].map((type) => order.indexOf(type));
  const endpoint = order.indexOf('AWS::EC2::VPCEndpoint');
  expect(endpoint !== -1).toBe(restricted);
  if (restricted) expect(accessPoint < endpoint && endpoint < policy).toBe(true);
  expect(order.lastIndexOf('AWS::S3::Bucket')).toBeLessThan(accessPoint);
  expect(accessPoint).toBeLessThan(distribution);
  if (stacks.every(({ stackName }) => stackName !== 'Edge')) expect(distribution).toBeLessThan(policy);
}
