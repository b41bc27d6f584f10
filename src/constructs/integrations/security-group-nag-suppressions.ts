import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import { runBeforeAspects } from '../../validation/before-aspects';
import { makePackSuppressions, suppressNagFindings } from '../../validation/cdk-nag-suppressions';

const REASON = 'every address range is a reference, which cdk-nag cannot evaluate: the CIDR block of the VPC';
const SUPPRESSIONS = [
  { id: 'AwsSolutions-EC23', reason: REASON },
  ...makePackSuppressions('EC2RestrictedCommonPorts', REASON),
  ...makePackSuppressions('EC2RestrictedSSH', REASON),
];

/**
 * Suppresses the findings of cdk-nag on a security group whose ingress rules contain only references. A rule that the
 * user adds with a fixed address range keeps its findings.
 */
export function suppressCidrReferenceFindings(securityGroup: ec2.SecurityGroup): void {
  const resource = securityGroup.node.defaultChild as ec2.CfnSecurityGroup;
  runBeforeAspects(securityGroup, () => {
    const rules = Stack.of(resource).resolve(resource.securityGroupIngress) as
      ec2.CfnSecurityGroup.IngressProperty[] | undefined ?? [];
    const isFixed = rules.some(({ cidrIp, cidrIpv6 }) => [cidrIp, cidrIpv6].some((cidr) => typeof cidr === 'string'));
    if (!isFixed) suppressNagFindings(resource, SUPPRESSIONS);
  });
}
