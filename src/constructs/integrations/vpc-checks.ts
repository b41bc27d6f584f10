import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type IConstruct } from 'constructs';
import { MRAP658_VPC_WITHOUT_DNS, MRAP659_SECOND_ENDPOINT_OF_VPC } from '../../diagnostics/definitions/integrations';
import { type Finding } from '../../diagnostics/finding';

/** Finds a VPC of this application without the DNS attributes that private DNS needs (MRAP658). */
export function checkVpcDns(vpc: ec2.IVpc): Finding[] {
  const { dnsSupportEnabled, dnsHostnamesEnabled } = vpc as Partial<ec2.Vpc>;
  const disabled = [
    ...(dnsSupportEnabled === false ? ['enableDnsSupport'] : []),
    ...(dnsHostnamesEnabled === false ? ['enableDnsHostnames'] : []),
  ];
  return disabled.length === 0 ? [] : [MRAP658_VPC_WITHOUT_DNS.create({ vpc: vpc.node.path, disabled })];
}

/** The path of the endpoint of each VPC, by the root of its tree and the id of the VPC. */
const ENDPOINTS = new WeakMap<IConstruct, Map<string, string>>();

/** Registers the endpoint of a VPC. Returns an error for a second endpoint (MRAP659). */
export function registerEndpointOfVpc(endpoint: IConstruct, vpc: ec2.IVpc): Finding[] {
  const { root } = endpoint.node;
  const endpoints = ENDPOINTS.get(root) ?? new Map<string, string>();
  ENDPOINTS.set(root, endpoints);
  const first = endpoints.get(vpc.vpcId);
  if (first !== undefined) return [MRAP659_SECOND_ENDPOINT_OF_VPC.create({ vpc: vpc.node.path, endpoint: first })];
  endpoints.set(vpc.vpcId, endpoint.node.path);
  return [];
}
