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
  readonly marks: readonly [string, string];
  /** Undefined where there is nothing to see. */
  readonly look?: (physicalId: string) => Question;
  /** Whether another name makes another resource. */
  readonly replaceable: boolean;
}

const ASSUMED_BY = (service: string) => ({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const NOTHING = (sid: string) => ({ Version: '2012-10-17', Statement: [{ Sid: sid, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });
const KEY_POLICY = { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }] };
const ROLE: Resources = { Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'probe-beside', AssumeRolePolicyDocument: ASSUMED_BY('lambda.amazonaws.com') } } };
const ROLE_ARN = { 'Fn::GetAtt': ['Other', 'Arn'] };

/** Every type that a template of ours contains, and CloudFormation's own for access points. */
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
    beside: { Other: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'probe-beside' } } },
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
