import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type App } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointHandlers, UnderlyingBucket } from '../../src';
import { stackIn } from '../support/synthesis';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks };

const VPC = { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'] };

/** What a pack finds on a stack with an access point and its routes, when it is synthesized. */
function findings(Pack: typeof PACKS[keyof typeof PACKS], acknowledge: boolean, inVpc = false): string[] {
  const stack = stackIn();
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-1')],
    failover: FailoverConfiguration.activeActive(),
  });
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  if (inVpc) MultiRegionAccessPointHandlers.of(stack).configure({ vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', VPC) });
  Template.fromStack(stack);
  const app = stack.node.root as App;
  return new Pack(app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

test.each(Object.entries(PACKS))('%s finds things on the handlers', (_name, pack) => {
  expect(findings(pack, false)).not.toEqual([]);
});

test.each(Object.entries(PACKS))('%s finds nothing that the user has not acknowledged by one call', (_name, pack) => {
  expect(findings(pack, true)).toEqual([]);
});

test('nor in a VPC', () => {
  expect(findings(AwsSolutionsChecks, true, true).filter((finding) => finding.includes('-IAM'))).toEqual([]);
});
