import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type AccessPoint } from '../access-points';
import { getAttribute, type StackTemplate } from '../stack-template';
import { allow, makeServiceRole } from './role';

/** The smallest network of a VPC. It has eleven free addresses, and the endpoint and the function need one each. */
const ADDRESSES = '10.0.0.0/28';
const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: ADDRESSES };
/** Longer than the time-out of a request in the function, and shorter than the time-out of a call of the run. */
const FUNCTION_TIMEOUT_SECONDS = 20;

/** Lambda manages the network interfaces of the function with the role of the function. */
const INTERFACE_ACTIONS = [
  'AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces',
  'DescribeSubnets', 'UnassignPrivateIpAddresses',
].map((name) => `ec2:${name}`);
/** Only calls of Lambda itself. Calls of the code of a function have this key. */
const NOT_FROM_CODE = { Null: { 'lambda:SourceFunctionArn': 'true' } };

/** Without the role, Lambda cannot delete the interfaces that the group and the subnet contain. */
const DELETED_BEFORE_ROLE = { DependsOn: 'FunctionRole' };

/** The policy of the endpoint, which must allow the access point and the buckets. */
function makeEndpointPolicy({ arn, members }: AccessPoint): object {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: [`${arn}/object/*`, ...members.map(({ bucket }) => `arn:aws:s3:::${bucket}/*`)],
    }],
  };
}

/**
 * Makes the stack of a VPC without internet, with an endpoint for access points and a function that sends requests. Its
 * outputs are `EndpointId` and `FunctionName`. The role of the function cannot write logs.
 */
export function makePrivateNetworkTemplate(accessPoint: AccessPoint): StackTemplate {
  const network = { subnet: { Ref: 'Subnet' }, group: getAttribute('SecurityGroup', 'GroupId') };
  return {
    Resources: {
      FunctionRole: makeServiceRole('lambda.amazonaws.com', [allow(INTERFACE_ACTIONS, '*', NOT_FROM_CODE)]),
      Vpc: {
        Type: 'AWS::EC2::VPC',
        // The host names of access points resolve to the endpoint only with both.
        Properties: { CidrBlock: ADDRESSES, EnableDnsHostnames: true, EnableDnsSupport: true },
      },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        ...DELETED_BEFORE_ROLE,
        Properties: { CidrBlock: ADDRESSES, VpcId: { Ref: 'Vpc' } },
      },
      SecurityGroup: {
        Type: 'AWS::EC2::SecurityGroup',
        ...DELETED_BEFORE_ROLE,
        Properties: {
          GroupDescription: 'HTTPS in the VPC',
          SecurityGroupEgress: [HTTPS],
          SecurityGroupIngress: [HTTPS],
          VpcId: { Ref: 'Vpc' },
        },
      },
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          PolicyDocument: makeEndpointPolicy(accessPoint),
          PrivateDnsEnabled: true,
          SecurityGroupIds: [network.group],
          ServiceName: 'com.amazonaws.s3-global.accesspoint',
          SubnetIds: [network.subnet],
          VpcEndpointType: 'Interface',
          VpcId: { Ref: 'Vpc' },
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: getAttribute('FunctionRole'),
          Timeout: FUNCTION_TIMEOUT_SECONDS,
          Code: { ZipFile: readFileSync(path.join(__dirname, 'request-function.cjs'), 'utf8') },
          VpcConfig: { SecurityGroupIds: [network.group], SubnetIds: [network.subnet] },
        },
      },
    },
    Outputs: { EndpointId: { Value: { Ref: 'Endpoint' } }, FunctionName: { Value: { Ref: 'Function' } } },
  };
}
