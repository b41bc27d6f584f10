import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type CfnResource } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import {
  MRAP224_ENDPOINT_POLICY_TOO_LARGE, MRAP658_VPC_WITHOUT_DNS, MRAP659_SECOND_ENDPOINT_OF_VPC,
} from '../../diagnostics/definitions/integrations';
import { type Finding } from '../../diagnostics/finding';
import { SERVICE_LIMITS } from '../../facts/limits';
import { computeWorstCasePolicyLength } from '../../provider/policy-size';
import { renderProperties } from '../buckets/bucket-reflection';

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

interface PolicyDocument {
  readonly Statement: object | object[];
}

/** Checks the size of the policy of an endpoint, with all overrides (MRAP224). Runs on the complete tree. */
export function checkEndpointPolicySize(endpoint: IConstruct, resource: CfnResource, accessPoints: number): Finding[] {
  const { PolicyDocument: policy } = renderProperties(resource) as { readonly PolicyDocument?: PolicyDocument };
  const characters = computeWorstCasePolicyLength(policy);
  const limit = SERVICE_LIMITS.VPC_ENDPOINT_POLICY.value;
  if (characters <= limit) return [];
  const withoutResources = [policy!.Statement].flat().map((statement) => ({ ...statement, Resource: [] }));
  const fixed = computeWorstCasePolicyLength({ ...policy, Statement: withoutResources });
  const maxAccessPoints = Math.floor(accessPoints * (limit - fixed) / (characters - fixed));
  return [MRAP224_ENDPOINT_POLICY_TOO_LARGE.create({
    endpoint: endpoint.node.path, characters, limit, accessPoints, maxAccessPoints,
  })];
}
