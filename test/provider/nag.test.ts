import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks,
} from 'cdk-nag';
import { type IConstruct } from 'constructs';
import {
  FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointHandlers, UnderlyingBucket,
} from '../../src';
import { violationsOf } from '../support/nag';
import { stackIn } from '../support/synthesis';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks };

const VPC = {
  vpcId: 'vpc-1',
  availabilityZones: ['eu-west-1a'],
  privateSubnetIds: ['subnet-1'],
  privateSubnetRouteTableIds: ['rtb-1'],
};

/** Synthesizes an application with an access point and its routes. */
function synthesizeApplication({ acknowledge, inVpc = false }: { acknowledge: boolean; inVpc?: boolean }): IConstruct {
  const stack = stackIn();
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [
      UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
      UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
    ],
    failover: FailoverConfiguration.activeActive(),
  });
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  if (inVpc) MultiRegionAccessPointHandlers.of(stack).configure({ vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', VPC) });
  Template.fromStack(stack);
  return stack.node.root;
}

const unacknowledged = synthesizeApplication({ acknowledge: false });
const acknowledged = synthesizeApplication({ acknowledge: true });

describe('MultiRegionAccessPointHandlers.acknowledgeNagFindings', () => {
  test.each(Object.entries(PACKS))('does not acknowledge findings of %s without a call', (_name, Pack) => {
    expect(violationsOf(Pack, unacknowledged)).not.toEqual([]);
  });

  test.each(Object.entries(PACKS))('acknowledges all findings of %s', (_name, Pack) => {
    expect(violationsOf(Pack, acknowledged)).toEqual([]);
  });

  test('acknowledges all findings on policies of functions in a VPC', () => {
    const app = synthesizeApplication({ acknowledge: true, inVpc: true });
    expect(violationsOf(AwsSolutionsChecks, app).filter((finding) => finding.includes('-IAM'))).toEqual([]);
  });
});
