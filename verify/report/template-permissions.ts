import { type Permission } from './permissions';

/** What a run needs for resources of a type in the stacks of probes, and what they cost. */
interface TypeRequirements {
  readonly types: readonly string[];
  readonly permissions: (account: string, names: string) => readonly Permission[];
  readonly cost?: string;
}

/** Only calls of CloudFormation, which the caller can start only for stacks of a run. */
const THROUGH_CLOUDFORMATION = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' } };
const REASON = 'only in calls of CloudFormation for the stacks of a run, because the service chooses the ids';

const withService = (service: string, names: readonly string[]) => names.map((name) => `${service}:${name}`);

const REQUIREMENTS: readonly TypeRequirements[] = [
  {
    types: ['AWS::Lambda::Function'],
    permissions: (account, names) => [{
      actions: withService('lambda', [
        'CreateFunction', 'DeleteFunction', 'GetFunction', 'InvokeFunction', 'TagResource',
      ]),
      resource: `arn:aws:lambda:eu-west-1:${account}:function:${names}-*`,
      reason: 'only functions in the stacks of a run',
    }],
    cost: 'Lambda charges for less than 250 invocations with 128 MB, few of them longer than a minute: less than 0.01 '
      + 'USD.',
  },
  {
    types: ['AWS::Logs::LogGroup'],
    permissions: (account, names) => [
      {
        actions: withService('logs', [
          'CreateLogGroup', 'DeleteLogGroup', 'ListTagsForResource', 'PutRetentionPolicy', 'TagResource',
        ]),
        resource: `arn:aws:logs:eu-west-1:${account}:log-group:${names}-*`,
        reason: 'only log groups in the stacks of a run',
      },
      {
        actions: ['logs:DescribeLogGroups'],
        resource: '*',
        reason: 'the action only reads. CloudFormation describes log groups by the beginning of their names',
      },
    ],
  },
  {
    types: ['AWS::SQS::Queue'],
    permissions: (account, names) => [{
      actions: withService('sqs', [
        'CreateQueue', 'DeleteMessage', 'DeleteQueue', 'GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags',
        'ReceiveMessage', 'SetQueueAttributes', 'TagQueue',
      ]),
      resource: `arn:aws:sqs:eu-west-1:${account}:${names}-*`,
      reason: 'only queues in the stacks of a run',
    }],
  },
  {
    types: ['AWS::StepFunctions::StateMachine'],
    permissions: (account, names) => [{
      actions: withService('states', [
        'CreateStateMachine', 'DeleteStateMachine', 'DescribeStateMachine', 'ListTagsForResource', 'TagResource',
      ]),
      resource: `arn:aws:states:eu-west-1:${account}:stateMachine:${names}-*`,
      reason: 'only state machines in the stacks of a run',
    }],
  },
  {
    types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias'],
    permissions: (account, names) => [
      {
        actions: withService('kms', [
          'CreateAlias', 'CreateKey', 'DeleteAlias', 'DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus',
          'ListAliases', 'ListResourceTags', 'PutKeyPolicy', 'ReplicateKey', 'ScheduleKeyDeletion', 'TagResource',
          'UntagResource',
        ]),
        resource: '*',
        condition: THROUGH_CLOUDFORMATION,
        reason: REASON,
      },
      {
        actions: withService('kms', ['Decrypt', 'GenerateDataKey']),
        resource: `arn:aws:kms:*:${account}:key/*`,
        condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${names}-*` } },
        reason: 'only for objects in buckets of a run, because KMS chooses the ids of keys',
      },
      {
        actions: ['iam:CreateServiceLinkedRole'],
        resource: `arn:aws:iam::${account}:role/aws-service-role/mrk.kms.amazonaws.com/*`,
        reason: 'KMS creates its role for multi-Region keys with the first such key, and the role remains. It only '
          + 'lets KMS keep related keys equal',
      },
    ],
    cost: 'KMS charges 1 USD for a key and month, for less than two hours here, and nothing for keys that wait seven '
      + 'days for their deletion.',
  },
  {
    types: ['AWS::CloudWatch::Alarm'],
    permissions: (account, names) => [
      {
        actions: withService('cloudwatch', [
          'DeleteAlarms', 'ListTagsForResource', 'PutMetricAlarm', 'TagResource', 'UntagResource',
        ]),
        resource: `arn:aws:cloudwatch:*:${account}:alarm:${names}-*`,
        reason: 'only alarms in the stacks of a run',
      },
      {
        actions: ['cloudwatch:PutMetricData'],
        resource: '*',
        condition: { StringEquals: { 'cloudwatch:namespace': names } },
        reason: 'only metrics of a run, by their namespace',
      },
    ],
    cost: 'CloudWatch charges 0.30 USD for a metric and month and 0.20 USD for two alarms, for less than an hour here.',
  },
  {
    types: ['AWS::CloudFront::Distribution', 'AWS::CloudFront::OriginAccessControl'],
    permissions: (account) => [
      {
        actions: withService('cloudfront', [
          'CreateDistribution', 'CreateOriginAccessControl', 'DeleteDistribution', 'DeleteOriginAccessControl',
          'GetDistribution', 'GetDistributionConfig', 'GetOriginAccessControl', 'ListTagsForResource', 'TagResource',
          'UntagResource', 'UpdateDistribution',
        ]),
        resource: `arn:aws:cloudfront::${account}:*`,
        condition: THROUGH_CLOUDFORMATION,
        reason: REASON,
      },
    ],
    cost: 'CloudFront charges for requests and data only, here less than 500 requests. Anyone who guesses the domain '
      + 'name of a distribution can read the objects of the probes, whose content is their name.',
  },
  {
    types: ['AWS::EC2::VPC', 'AWS::EC2::VPCEndpoint'],
    permissions: (account) => [
      {
        actions: withService('ec2', [
          'AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress', 'CreateSecurityGroup', 'CreateSubnet',
          'CreateTags', 'CreateVpc', 'CreateVpcEndpoint', 'DeleteSecurityGroup', 'DeleteSubnet', 'DeleteTags',
          'DeleteVpc', 'DeleteVpcEndpoints', 'ModifySubnetAttribute', 'ModifyVpcAttribute',
          'RevokeSecurityGroupEgress',
        ]),
        resource: `arn:aws:ec2:eu-west-1:${account}:*`,
        condition: THROUGH_CLOUDFORMATION,
        reason: REASON,
      },
      {
        actions: [
          ...withService('ec2', [
            'DescribeInstances', 'DescribeNetworkAcls', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups',
            'DescribeSubnets', 'DescribeVpcAttribute', 'DescribeVpcEncryptionControls', 'DescribeVpcEndpoints',
            'DescribeVpcs',
          ]),
          'route53:AssociateVPCWithHostedZone',
        ],
        resource: '*',
        condition: THROUGH_CLOUDFORMATION,
        reason: 'only in calls of CloudFormation for the stacks of a run. The actions of EC2 only read, and support no '
          + 'resource. The zone with the names of the endpoint belongs to AWS. Without DescribeNetworkInterfaces, '
          + 'CloudFormation does not wait for Lambda to delete the network interfaces of a function',
      },
    ],
    cost: 'An interface endpoint in one availability zone costs 0.011 USD an hour in eu-west-1, for less than three '
      + 'hours here. If its stack remains, it costs 8 USD a month.',
  },
];

const findRequirements = (types: readonly string[]) =>
  REQUIREMENTS.filter((requirements) => requirements.types.some((type) => types.includes(type)));

/** Returns the permissions for resources of these types. */
export function findTemplatePermissions(
  types: readonly string[], account: string, names: string,
): readonly Permission[] {
  return findRequirements(types).flatMap(({ permissions }) => permissions(account, names));
}

export function listTemplateCosts(types: readonly string[]): readonly string[] {
  return findRequirements(types).flatMap(({ cost }) => cost ?? []);
}
