import { ACCOUNT } from '../emulator/ministack';
import { type Question } from './ask';
import { type Resources } from './stacks';

/** One resource type: a resource that is made, changed in place, replaced, and how its live state is seen. */
export interface Specimen {
  readonly type: string;
  /** The text by which the live state tells one from two comes from `mark`. */
  readonly properties: (mark: string, name: string) => object;
  /** What else must be there. */
  readonly beside?: Resources;
  /** Undefined where nothing can be changed in place. */
  readonly marks?: readonly [string, string];
  /** Undefined where there is nothing to see. */
  readonly look?: (physicalId: string) => Question;
  /** Whether another name makes another resource. */
  readonly replaceable: boolean;
}

const ASSUMED_BY = (service: string) => ({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const NOTHING = (sid: string) => ({ Version: '2012-10-17', Statement: [{ Sid: sid, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });
const KEY_POLICY = { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }] };
const ROLE: Resources = { Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'probe-beside', AssumeRolePolicyDocument: ASSUMED_BY('lambda.amazonaws.com') } } };
const BUCKET: Resources = { Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'probe-beside' } } };
const ALARM = {
  Namespace: 'AWS/S3',
  MetricName: 'OperationsFailedReplication',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};
const ROLE_ARN = { 'Fn::GetAtt': ['Other', 'Arn'] };

/** Every type that a template of ours can contain. */
export const SPECIMENS: readonly Specimen[] = [
  {
    type: 'AWS::S3::Bucket',
    properties: (mark, name) => ({ BucketName: `probe-${name}`, PublicAccessBlockConfiguration: { BlockPublicAcls: mark.endsWith('true') } }),
    marks: ['<BlockPublicAcls>true', '<BlockPublicAcls>false'],
    look: (id) => ({ service: 's3', path: `/${id}?publicAccessBlock` }),
    replaceable: true,
  },
  {
    type: 'AWS::S3::BucketPolicy',
    beside: BUCKET,
    properties: (mark) => ({
      Bucket: { Ref: 'Other' },
      PolicyDocument: { Statement: [{ Sid: mark, Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::probe-beside/*' }] },
    }),
    marks: ['one', 'two'],
    look: () => ({ service: 's3', path: '/probe-beside?policy' }),
    replaceable: false,
  },
  {
    type: 'AWS::KMS::Key',
    properties: (mark) => ({ Description: mark, KeyPolicy: KEY_POLICY }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'kms', target: 'TrentService.DescribeKey', body: { KeyId: id } }),
    replaceable: false,
  },
  {
    type: 'AWS::KMS::Alias',
    beside: Object.fromEntries(['One', 'Two'].map((mark) => [mark, { Type: 'AWS::KMS::Key', Properties: { Description: `aliased ${mark}`, KeyPolicy: KEY_POLICY } }])),
    properties: (mark, name) => ({ AliasName: `alias/probe-${name}`, TargetKeyId: { Ref: mark } }),
    marks: ['One', 'Two'],
    look: (id) => ({ service: 'kms', target: 'TrentService.DescribeKey', body: { KeyId: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::IAM::Role',
    properties: (mark, name) => ({ RoleName: `probe-${name}`, Description: mark, AssumeRolePolicyDocument: ASSUMED_BY('s3.amazonaws.com') }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'iam', form: { Action: 'GetRole', RoleName: id, Version: '2010-05-08' } }),
    replaceable: true,
  },
  {
    type: 'AWS::IAM::Policy',
    beside: ROLE,
    properties: (mark, name) => ({ PolicyName: `probe-${name}`, Roles: [{ Ref: 'Other' }], PolicyDocument: NOTHING(mark) }),
    marks: ['one', 'two'],
    look: () => ({ service: 'iam', form: { Action: 'GetRolePolicy', RoleName: 'probe-beside', PolicyName: 'probe-first', Version: '2010-05-08' } }),
    replaceable: false,
  },
  {
    type: 'AWS::Lambda::Function',
    beside: ROLE,
    properties: (mark, name) => ({
      FunctionName: `probe-${name}`, Description: mark, Role: ROLE_ARN, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: 'exports.handler = async () => 1;' },
    }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'lambda', path: `/2015-03-31/functions/${id}/configuration` }),
    replaceable: true,
  },
  {
    type: 'AWS::Logs::LogGroup',
    properties: (mark, name) => ({ LogGroupName: `probe-${name}`, RetentionInDays: Number(mark) }),
    marks: ['3', '7'],
    look: (id) => ({ service: 'logs', target: 'Logs_20140328.DescribeLogGroups', body: { logGroupNamePrefix: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    beside: ROLE,
    properties: (mark, name) => ({
      StateMachineName: `probe-${name}`, RoleArn: ROLE_ARN, DefinitionString: JSON.stringify({ Comment: mark, StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
    }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'states', target: 'AWSStepFunctions.DescribeStateMachine', body: { stateMachineArn: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::S3::MultiRegionAccessPoint',
    beside: BUCKET,
    properties: (_mark, name) => ({ Name: `probe-${name}`, Regions: [{ Bucket: { Ref: 'Other' } }] }),
    replaceable: true,
  },
  {
    type: 'AWS::S3::MultiRegionAccessPointPolicy',
    beside: { ...BUCKET, Point: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'probe-policy', Regions: [{ Bucket: { Ref: 'Other' } }] } } },
    properties: (mark) => ({ MrapName: { Ref: 'Point' }, Policy: NOTHING(mark) }),
    marks: ['one', 'two'],
    replaceable: false,
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    properties: (mark, name) => ({ AlarmName: `probe-${name}`, ...ALARM, Threshold: Number(mark) }),
    marks: ['11', '77'],
    look: (id) => ({ service: 'monitoring', form: { 'Action': 'DescribeAlarms', 'AlarmNames.member.1': id, 'Version': '2010-08-01' } }),
    replaceable: true,
  },
  {
    type: 'AWS::CloudWatch::CompositeAlarm',
    beside: { Other: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'probe-beside', ...ALARM } } },
    properties: (mark, name) => ({ AlarmName: `probe-${name}`, AlarmDescription: mark, AlarmRule: 'ALARM("probe-beside")' }),
    marks: ['one', 'two'],
    look: (id) => ({
      service: 'monitoring',
      form: { 'Action': 'DescribeAlarms', 'AlarmNames.member.1': id, 'AlarmTypes.member.1': 'CompositeAlarm', 'Version': '2010-08-01' },
    }),
    replaceable: true,
  },
  {
    type: 'AWS::CloudWatch::Dashboard',
    properties: (mark, name) => ({
      DashboardName: `probe-${name}`,
      DashboardBody: JSON.stringify({ widgets: [{ type: 'text', x: 0, y: 0, width: 1, height: 1, properties: { markdown: mark } }] }),
    }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'monitoring', form: { Action: 'GetDashboard', DashboardName: id, Version: '2010-08-01' } }),
    replaceable: true,
  },
  {
    type: 'AWS::Events::Rule',
    properties: (mark, name) => ({ Name: `probe-${name}`, Description: mark, EventPattern: { source: ['aws.s3'] } }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'events', target: 'AWSEvents.DescribeRule', body: { Name: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::SNS::Topic',
    properties: (mark, name) => ({ TopicName: `probe-${name}`, DisplayName: mark }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'sns', form: { Action: 'GetTopicAttributes', TopicArn: id, Version: '2010-03-31' } }),
    replaceable: true,
  },
  {
    type: 'AWS::SSM::Document',
    properties: (mark, name) => ({
      Name: `probe-${name}`,
      DocumentType: 'Automation',
      UpdateMethod: 'NewVersion',
      Content: { schemaVersion: '0.3', description: mark, mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }] },
    }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'ssm', target: 'AmazonSSM.GetDocument', body: { Name: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::CloudFront::OriginAccessControl',
    properties: (mark) => ({
      OriginAccessControlConfig: { Name: 'probe-first', Description: mark, OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    }),
    marks: ['one', 'two'],
    look: (id) => ({ service: 'cloudfront', path: `/2020-05-31/origin-access-control/${id}` }),
    replaceable: false,
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    beside: { Other: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } } },
    properties: (mark) => ({
      VpcId: { Ref: 'Other' }, VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.s3-global.accesspoint', Tags: [{ Key: 'mark', Value: mark }],
    }),
    marks: ['mark-one', 'mark-two'],
    look: (id) => ({ service: 'ec2', form: { 'Action': 'DescribeVpcEndpoints', 'VpcEndpointId.1': id, 'Version': '2016-11-15' } }),
    replaceable: false,
  },
  { type: 'AWS::CDK::Metadata', properties: (mark) => ({ Analytics: mark }), marks: ['one', 'two'], replaceable: false },
];

/** Properties of buckets: what is asked for, where it shows, and by which text. */
export const BUCKET_PROPERTIES: readonly { readonly property: string; readonly value: object; readonly query: string; readonly shows: string }[] = [
  { property: 'VersioningConfiguration', value: { Status: 'Enabled' }, query: 'versioning', shows: 'Enabled' },
  { property: 'BucketEncryption', value: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] }, query: 'encryption', shows: 'aws:kms' },
  {
    property: 'LifecycleConfiguration',
    value: { Rules: [{ Id: 'probed', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
    query: 'lifecycle',
    shows: 'probed',
  },
  { property: 'PublicAccessBlockConfiguration', value: { BlockPublicAcls: true }, query: 'publicAccessBlock', shows: '<BlockPublicAcls>true' },
  { property: 'OwnershipControls', value: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] }, query: 'ownershipControls', shows: 'ObjectWriter' },
  { property: 'Tags', value: [{ Key: 'mark', Value: 'probed' }], query: 'tagging', shows: 'probed' },
];
