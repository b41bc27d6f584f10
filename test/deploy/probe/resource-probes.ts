import { ACCOUNT } from '../emulator/ministack';
import { type Resources } from './stacks';
import { type StateQuery } from './state-query';

/** The probe of a resource type: its properties, and the query that returns its live state. */
export interface ResourceProbe {
  readonly type: string;
  /** Makes properties for a variant, which must be recognizable in the live state. */
  readonly properties: (variant: string, name: string) => object;
  /** Other resources that the probed resource needs. */
  readonly prerequisites?: Resources;
  /** Two texts to find in the live state; undefined if the type has no updates without replacement. */
  readonly variants?: readonly [string, string];
  /** Undefined if the emulator offers no query. */
  readonly stateQuery?: (physicalId: string) => StateQuery;
  /** Whether a changed name replaces the resource. */
  readonly replaceable: boolean;
}

const trustPolicy = (service: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
const policyDocument = (sid: string) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: sid, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const KEY_POLICY = {
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};
const ROLE: Resources = {
  Other: {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'probe-prerequisite', AssumeRolePolicyDocument: trustPolicy('lambda.amazonaws.com') },
  },
};
const BUCKET: Resources = { Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'probe-prerequisite' } } };
const ALARM = {
  Namespace: 'AWS/S3',
  MetricName: 'OperationsFailedReplication',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};
const LAMBDA_CODE = { ZipFile: 'exports.handler = async () => 1;' };
const ROLE_ARN = { 'Fn::GetAtt': ['Other', 'Arn'] };

/** Probes of all resource types in templates of this library. */
export const RESOURCE_PROBES: readonly ResourceProbe[] = [
  {
    type: 'AWS::S3::Bucket',
    properties: (variant, name) => ({
      BucketName: `probe-${name}`,
      PublicAccessBlockConfiguration: { BlockPublicAcls: variant.endsWith('true') },
    }),
    variants: ['<BlockPublicAcls>true', '<BlockPublicAcls>false'],
    stateQuery: (id) => ({ service: 's3', path: `/${id}?publicAccessBlock` }),
    replaceable: true,
  },
  {
    type: 'AWS::S3::BucketPolicy',
    prerequisites: BUCKET,
    properties: (variant) => ({
      Bucket: { Ref: 'Other' },
      PolicyDocument: {
        Statement: [
          {
            Sid: variant,
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::probe-prerequisite/*',
          },
        ],
      },
    }),
    variants: ['one', 'two'],
    stateQuery: () => ({ service: 's3', path: '/probe-prerequisite?policy' }),
    replaceable: false,
  },
  {
    type: 'AWS::KMS::Key',
    properties: (variant) => ({ Description: variant, KeyPolicy: KEY_POLICY }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({ service: 'kms', target: 'TrentService.DescribeKey', body: { KeyId: id } }),
    replaceable: false,
  },
  {
    type: 'AWS::KMS::Alias',
    prerequisites: Object.fromEntries(
      ['One', 'Two'].map((variant) => [
        variant,
        { Type: 'AWS::KMS::Key', Properties: { Description: `aliased ${variant}`, KeyPolicy: KEY_POLICY } },
      ]),
    ),
    properties: (variant, name) => ({ AliasName: `alias/probe-${name}`, TargetKeyId: { Ref: variant } }),
    variants: ['One', 'Two'],
    stateQuery: (id) => ({ service: 'kms', target: 'TrentService.DescribeKey', body: { KeyId: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::IAM::Role',
    properties: (variant, name) => ({
      RoleName: `probe-${name}`,
      Description: variant,
      AssumeRolePolicyDocument: trustPolicy('s3.amazonaws.com'),
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({ service: 'iam', form: { Action: 'GetRole', RoleName: id, Version: '2010-05-08' } }),
    replaceable: true,
  },
  {
    type: 'AWS::IAM::Policy',
    prerequisites: ROLE,
    properties: (variant, name) => ({
      PolicyName: `probe-${name}`,
      Roles: [{ Ref: 'Other' }],
      PolicyDocument: policyDocument(variant),
    }),
    variants: ['one', 'two'],
    stateQuery: () => ({
      service: 'iam',
      form: {
        Action: 'GetRolePolicy',
        RoleName: 'probe-prerequisite',
        PolicyName: 'probe-first',
        Version: '2010-05-08',
      },
    }),
    replaceable: false,
  },
  {
    // The id of a managed policy changes with its content, so this library never updates one.
    type: 'AWS::IAM::ManagedPolicy',
    prerequisites: ROLE,
    properties: (variant, name) => ({
      ManagedPolicyName: `probe-${name}`,
      Roles: [{ Ref: 'Other' }],
      PolicyDocument: policyDocument(variant === '' ? 'one' : variant),
    }),
    stateQuery: (id) => ({ service: 'iam', form: { Action: 'GetPolicy', PolicyArn: id, Version: '2010-05-08' } }),
    replaceable: true,
  },
  {
    type: 'AWS::Lambda::Function',
    prerequisites: ROLE,
    properties: (variant, name) => ({
      FunctionName: `probe-${name}`,
      Description: variant,
      Role: ROLE_ARN,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: LAMBDA_CODE,
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({ service: 'lambda', path: `/2015-03-31/functions/${id}/configuration` }),
    replaceable: true,
  },
  {
    type: 'AWS::Logs::LogGroup',
    properties: (variant, name) => ({ LogGroupName: `probe-${name}`, RetentionInDays: Number(variant) }),
    variants: ['3', '7'],
    stateQuery: (id) => ({
      service: 'logs',
      target: 'Logs_20140328.DescribeLogGroups',
      body: { logGroupNamePrefix: id },
    }),
    replaceable: true,
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    prerequisites: ROLE,
    properties: (variant, name) => ({
      StateMachineName: `probe-${name}`,
      RoleArn: ROLE_ARN,
      DefinitionString: JSON.stringify({ Comment: variant, StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({
      service: 'states',
      target: 'AWSStepFunctions.DescribeStateMachine',
      body: { stateMachineArn: id },
    }),
    replaceable: true,
  },
  {
    type: 'AWS::S3::MultiRegionAccessPoint',
    prerequisites: BUCKET,
    properties: (_variant, name) => ({ Name: `probe-${name}`, Regions: [{ Bucket: { Ref: 'Other' } }] }),
    replaceable: true,
  },
  {
    type: 'AWS::S3::MultiRegionAccessPointPolicy',
    prerequisites: {
      ...BUCKET,
      Point: {
        Type: 'AWS::S3::MultiRegionAccessPoint',
        Properties: { Name: 'probe-policy', Regions: [{ Bucket: { Ref: 'Other' } }] },
      },
    },
    properties: (variant) => ({ MrapName: { Ref: 'Point' }, Policy: policyDocument(variant) }),
    variants: ['one', 'two'],
    replaceable: false,
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    properties: (variant, name) => ({ AlarmName: `probe-${name}`, ...ALARM, Threshold: Number(variant) }),
    variants: ['11', '77'],
    stateQuery: (id) => ({
      service: 'monitoring',
      form: { 'Action': 'DescribeAlarms', 'AlarmNames.member.1': id, 'Version': '2010-08-01' },
    }),
    replaceable: true,
  },
  {
    type: 'AWS::CloudWatch::Dashboard',
    properties: (variant, name) => ({
      DashboardName: `probe-${name}`,
      DashboardBody: JSON.stringify({
        widgets: [{ type: 'text', x: 0, y: 0, width: 1, height: 1, properties: { markdown: variant } }],
      }),
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({
      service: 'monitoring',
      form: { Action: 'GetDashboard', DashboardName: id, Version: '2010-08-01' },
    }),
    replaceable: true,
  },
  {
    type: 'AWS::Events::Rule',
    properties: (variant, name) => ({
      Name: `probe-${name}`,
      Description: variant,
      EventPattern: { source: ['aws.s3'] },
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({ service: 'events', target: 'AWSEvents.DescribeRule', body: { Name: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::SNS::Topic',
    properties: (variant, name) => ({ TopicName: `probe-${name}`, DisplayName: variant }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({
      service: 'sns',
      form: { Action: 'GetTopicAttributes', TopicArn: id, Version: '2010-03-31' },
    }),
    replaceable: true,
  },
  {
    type: 'AWS::SSM::Document',
    properties: (variant, name) => ({
      Name: `probe-${name}`,
      DocumentType: 'Automation',
      UpdateMethod: 'NewVersion',
      Content: {
        schemaVersion: '0.3',
        description: variant,
        mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
      },
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({ service: 'ssm', target: 'AmazonSSM.GetDocument', body: { Name: id } }),
    replaceable: true,
  },
  {
    type: 'AWS::CloudFront::OriginAccessControl',
    properties: (variant) => ({
      OriginAccessControlConfig: {
        Name: 'probe-first',
        Description: variant,
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    }),
    variants: ['one', 'two'],
    stateQuery: (id) => ({ service: 'cloudfront', path: `/2020-05-31/origin-access-control/${id}` }),
    replaceable: false,
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    prerequisites: { Other: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } } },
    properties: (variant) => ({
      VpcId: { Ref: 'Other' },
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.s3-global.accesspoint',
      Tags: [{ Key: 'variant', Value: variant }],
    }),
    variants: ['variant-one', 'variant-two'],
    stateQuery: (id) => ({
      service: 'ec2',
      form: { 'Action': 'DescribeVpcEndpoints', 'VpcEndpointId.1': id, 'Version': '2016-11-15' },
    }),
    replaceable: false,
  },
  {
    type: 'AWS::ARCRegionSwitch::Plan',
    prerequisites: ROLE,
    properties: (variant, name) => ({
      Name: `probe-${name}`,
      Description: variant,
      ExecutionRole: ROLE_ARN,
      RecoveryApproach: 'activePassive',
      Regions: ['eu-west-1', 'us-east-1'],
      PrimaryRegion: 'eu-west-1',
      Workflows: [{ WorkflowTargetAction: 'activate' }],
    }),
    variants: ['variant-one', 'variant-two'],
    replaceable: true,
  },
  {
    type: 'AWS::CDK::Metadata',
    properties: (variant) => ({ Analytics: variant }),
    variants: ['one', 'two'],
    replaceable: false,
  },
];

export interface BucketPropertyProbe {
  readonly property: string;
  readonly value: object;
  /** The subresource of the bucket that shows the property. */
  readonly query: string;
  readonly expectedText: string;
}

export const BUCKET_PROPERTIES: readonly BucketPropertyProbe[] = [
  { property: 'VersioningConfiguration', value: { Status: 'Enabled' }, query: 'versioning', expectedText: 'Enabled' },
  {
    property: 'BucketEncryption',
    value: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    query: 'encryption',
    expectedText: 'aws:kms',
  },
  {
    property: 'LifecycleConfiguration',
    value: { Rules: [{ Id: 'probed', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
    query: 'lifecycle',
    expectedText: 'probed',
  },
  {
    property: 'PublicAccessBlockConfiguration',
    value: { BlockPublicAcls: true },
    query: 'publicAccessBlock',
    expectedText: '<BlockPublicAcls>true',
  },
  {
    property: 'OwnershipControls',
    value: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    query: 'ownershipControls',
    expectedText: 'ObjectWriter',
  },
  { property: 'Tags', value: [{ Key: 'variant', Value: 'probed' }], query: 'tagging', expectedText: 'probed' },
];
