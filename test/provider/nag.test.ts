import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { type IConstruct } from 'constructs';
import { FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointHandlers, UnderlyingBucket } from '../../src';
import { violationsOf } from '../support/nag';
import { stackIn } from '../support/synthesis';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks };

const VPC = { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'] };

/** A stack with an access point and its routes, synthesized. */
function synthesized({ acknowledge, inVpc = false }: { acknowledge: boolean; inVpc?: boolean }): IConstruct {
  const stack = stackIn();
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-1')],
    failover: FailoverConfiguration.activeActive(),
  });
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  if (inVpc) MultiRegionAccessPointHandlers.of(stack).configure({ vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', VPC) });
  Template.fromStack(stack);
  return stack.node.root;
}

const bare = synthesized({ acknowledge: false });
const acknowledged = synthesized({ acknowledge: true });

test.each(Object.entries(PACKS))('%s finds things on the handlers', (_name, Pack) => {
  expect(violationsOf(Pack, bare)).not.toEqual([]);
});

test.each(Object.entries(PACKS))('%s finds nothing that the user has not acknowledged by one call', (_name, Pack) => {
  expect(violationsOf(Pack, acknowledged)).toEqual([]);
});

test('nor in a VPC', () => {
  const app = synthesized({ acknowledge: true, inVpc: true });
  expect(violationsOf(AwsSolutionsChecks, app).filter((finding) => finding.includes('-IAM'))).toEqual([]);
});
