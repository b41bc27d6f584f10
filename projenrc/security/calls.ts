import { DATA_PLANE_OPERATIONS } from '../../src/facts/data-plane';
import { type Holder } from './statements';

/** Which call of the handlers asks for an action; a test reads the same off the journals of the simulator. */
export const CALLS_OF_HANDLERS: Readonly<Record<string, readonly string[]>> = {
  's3:CreateMultiRegionAccessPoint': ['CreateMultiRegionAccessPoint'],
  's3:DeleteMultiRegionAccessPoint': ['DeleteMultiRegionAccessPoint'],
  's3:GetMultiRegionAccessPoint': ['GetMultiRegionAccessPoint'],
  's3:GetMultiRegionAccessPointPolicy': ['GetMultiRegionAccessPointPolicy'],
  's3:PutMultiRegionAccessPointPolicy': ['PutMultiRegionAccessPointPolicy'],
  's3:DescribeMultiRegionAccessPointOperation': ['DescribeMultiRegionAccessPointOperation'],
  's3:ListAllMyBuckets': ['CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint', 'PutMultiRegionAccessPointPolicy'],
  's3:GetMultiRegionAccessPointRoutes': ['GetMultiRegionAccessPointRoutes'],
  's3:SubmitMultiRegionAccessPointRoutes': ['SubmitMultiRegionAccessPointRoutes'],
  's3:GetReplicationConfiguration': ['GetBucketReplication'],
  's3:PutReplicationConfiguration': ['DeleteBucketReplication', 'PutBucketReplication'],
  'iam:PassRole': ['PutBucketReplication'],
};

/** Granted to the handlers although no call of theirs has been seen to need it, and why. */
export const NOT_SEEN: Readonly<Record<string, string>> = {
  'synchronous s3:ListAllMyBuckets': 'the guide asks it of everyone who manages access points; whether routes need it is assumption 11',
  'asynchronous logs:CreateLogStream': 'Lambda writes the log',
  'asynchronous logs:PutLogEvents': 'Lambda writes the log',
  'synchronous logs:CreateLogStream': 'Lambda writes the log',
  'synchronous logs:PutLogEvents': 'Lambda writes the log',
};

const REPLICATION: Readonly<Record<string, string>> = {
  's3:GetReplicationConfiguration': 'S3 reads the rules',
  's3:ListBucket': 'S3 finds what is to be replicated',
  's3:PutInventoryConfiguration': 'Batch Replication lists what is there already',
  's3:GetObjectVersionForReplication': 'S3 reads the version to replicate',
  's3:GetObjectVersionAcl': 'S3 reads its ACL',
  's3:GetObjectVersionTagging': 'S3 reads its tags',
  's3:InitiateReplication': 'Batch Replication begins with an object',
  's3:GetObjectRetention': 'S3 reads how long a version is locked',
  's3:GetObjectLegalHold': 'S3 reads whether it is held',
  's3:ReplicateObject': 'S3 writes the replica',
  's3:ReplicateTags': 'S3 writes its tags',
  's3:ReplicateDelete': 'S3 writes a delete marker',
  's3:ObjectOwnerOverrideToBucketOwner': 'S3 gives the replica to the account of its bucket',
  'kms:Decrypt': 'S3 decrypts the version, and the bucket key of the destination',
  'kms:Encrypt': 'S3 encrypts the replica',
  'kms:GenerateDataKey': 'S3 encrypts the replica',
};

const FRAMEWORK: Readonly<Record<string, string>> = {
  'lambda:InvokeFunction': 'the functions of aws-cdk-lib\'s provider framework call ours',
  'lambda:GetFunction': 'they ask whether ours is ready, where a call has failed',
  'states:StartExecution': 'onEvent of the framework starts the waiter',
};

const RUNBOOK: Readonly<Record<string, string>> = {
  's3:GetMultiRegionAccessPointRoutes': 'GetMultiRegionAccessPointRoutes, before and after the change',
  's3:SubmitMultiRegionAccessPointRoutes': 'SubmitMultiRegionAccessPointRoutes',
  's3:ListAllMyBuckets': 'the guide asks it of everyone who manages access points; whether routes need it is assumption 11',
  'cloudwatch:DescribeAlarms': 'DescribeAlarms: what is not replicated yet; CloudWatch takes no narrower resource for composite alarms',
  'logs:CreateLogStream': 'Lambda writes the log',
  'logs:PutLogEvents': 'Lambda writes the log',
};

const START: Readonly<Record<string, string>> = {
  'ssm:StartAutomationExecution': 'StartAutomationExecution of the documents of that runbook',
  'iam:PassRole': 'StartAutomationExecution: the document acts as its role, and Systems Manager alone may have it',
};

/** Of EventBridge, in the Regions in which changes are seen. */
const FORWARD: Readonly<Record<string, string>> = { 'events:PutEvents': 'EventBridge passes changes on to the Region of the topic' };

const TOPIC: Readonly<Record<string, string>> = { 'sns:Publish': 'EventBridge tells of changes; without TLS nobody may' };

const GRANTEE: Readonly<Record<string, string>> = {
  ...START,
  's3:GetMultiRegionAccessPointRoutes': 'GetMultiRegionAccessPointRoutes (grants.failover)',
  's3:SubmitMultiRegionAccessPointRoutes': 'SubmitMultiRegionAccessPointRoutes (grants.failover)',
  's3:ListAllMyBuckets': 'the guide asks it of everyone who manages access points (grants.failover)',
  'kms:Decrypt': 'GetObject, UploadPart, CompleteMultipartUpload under a KMS key',
  'kms:GenerateDataKey': 'PutObject, CreateMultipartUpload under a KMS key',
};

const KEY: Readonly<Record<string, string>> = {
  'kms:*': 'leaves the key to IAM of its account, without which nobody could use it',
  'kms:Decrypt': 'GetObject, by CloudFront for its distributions',
};

const TLS = 'refuses every call without TLS, and with one older than 1.2';

const LOGS: Readonly<Record<string, string>> = { 's3:PutObject': 'S3 writes the server access logs of that one bucket' };

const WAITER: Readonly<Record<string, string>> = { 'lambda:InvokeFunction': 'the state machine calls isComplete and onTimeout of the framework' };

const dataPlane = (action: string) => DATA_PLANE_OPERATIONS.filter(({ actions }) => actions.includes(action)).map(({ operation }) => operation).join(', ');

/** Why a holder has an action: the call that needs it. An action without a reason must not be granted, so it is an error. */
export function callFor(holder: Holder, action: string): string {
  const found = lookUp(holder, action);
  if (found === '') throw new Error(`${holder} has ${action}, and projenrc/security/calls.ts does not say which call needs it`);
  return found;
}

function lookUp(holder: Holder, action: string): string {
  switch (holder) {
    case 'asynchronous handlers':
    case 'synchronous handlers': return NOT_SEEN[`${holder.replace(' handlers', '')} ${action}`] ?? (CALLS_OF_HANDLERS[action] ?? []).join(', ');
    case 'provider framework': return FRAMEWORK[action] ?? '';
    case 'replication role': return REPLICATION[action] ?? '';
    case 'grantee': return GRANTEE[action] ?? dataPlane(action);
    case 'access point':
    case 'VPC endpoint': return dataPlane(action) || LEFT_TO_IAM[action] || '';
    case 'bucket': return action === 's3:*' ? TLS : dataPlane(action) || LEFT_TO_IAM[action] || '';
    case 'log bucket': return action === 's3:*' ? TLS : LOGS[action] ?? '';
    case 'key': return KEY[action] ?? '';
    case 'runbook':
    case 'Region switch': return RUNBOOK[action] ?? '';
    case 'alarm': return START[action] ?? FORWARD[action] ?? '';
    case 'topic': return TOPIC[action] ?? '';
    case 'waiter': return WAITER[action] ?? '';
  }
}

/** Supported through access points beside the operations of the table. */
const LEFT_TO_IAM: Readonly<Record<string, string>> = {
  's3:GetObjectVersionAcl': 'GetObjectAcl',
  's3:PutObjectVersionAcl': 'PutObjectAcl',
};
