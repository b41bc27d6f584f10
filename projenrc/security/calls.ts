import { DATA_PLANE_OPERATIONS } from '../../src/facts/data-plane';
import { type PolicyOwner } from './statements';

/** The calls of the handlers that require each action. A test compares them with the journal of the simulator. */
export const CALLS_OF_HANDLERS: Readonly<Record<string, readonly string[]>> = {
  's3:CreateMultiRegionAccessPoint': ['CreateMultiRegionAccessPoint'],
  's3:DeleteMultiRegionAccessPoint': ['DeleteMultiRegionAccessPoint'],
  's3:GetMultiRegionAccessPoint': ['GetMultiRegionAccessPoint'],
  's3:GetMultiRegionAccessPointPolicy': ['GetMultiRegionAccessPointPolicy'],
  's3:PutMultiRegionAccessPointPolicy': ['PutMultiRegionAccessPointPolicy'],
  's3:DescribeMultiRegionAccessPointOperation': ['DescribeMultiRegionAccessPointOperation'],
  's3:ListAllMyBuckets': [
    'CreateMultiRegionAccessPoint',
    'DeleteMultiRegionAccessPoint',
    'PutMultiRegionAccessPointPolicy',
  ],
  's3:GetMultiRegionAccessPointRoutes': ['GetMultiRegionAccessPointRoutes'],
  's3:SubmitMultiRegionAccessPointRoutes': ['SubmitMultiRegionAccessPointRoutes'],
  's3:GetReplicationConfiguration': ['GetBucketReplication'],
  's3:PutReplicationConfiguration': ['DeleteBucketReplication', 'PutBucketReplication'],
  'iam:PassRole': ['PutBucketReplication'],
};

/** Actions of the handlers that no observed call requires, with the reason of the grant. */
const REQUIRED_BY_GUIDE = 'the S3 user guide requires it for managing access points';

export const UNOBSERVED_ACTIONS: Readonly<Record<string, string>> = {
  'cloudformation:DescribeStackResource':
    'DescribeStackResource of its own stack: a late or repeated request changes nothing',
  'cloudformation:DescribeStacks':
    'DescribeStacks of its own stack, whether an update is a rollback; the response contains parameters and outputs',
  'cloudformation:ListStackResources':
    'ListStackResources of its own stack, whether a renamed construct created the access point',
  'logs:CreateLogStream': 'Lambda writes the log',
  'logs:PutLogEvents': 'Lambda writes the log',
};

const REPLICATION: Readonly<Record<string, string>> = {
  's3:GetReplicationConfiguration': 'S3 reads the rules',
  's3:ListBucket': 'S3 finds the objects to replicate',
  's3:PutInventoryConfiguration': 'Batch Replication lists existing objects',
  's3:GetObjectVersionForReplication': 'S3 reads the version to replicate',
  's3:GetObjectVersionAcl': 'S3 reads its ACL',
  's3:GetObjectVersionTagging': 'S3 reads its tags',
  's3:GetObjectVersionAnnotationForReplication': 'S3 reads its annotations',
  's3:InitiateReplication': 'Batch Replication starts the replication of an object',
  's3:GetObjectRetention': 'S3 reads the retention of a version',
  's3:GetObjectLegalHold': 'S3 reads the legal hold of a version',
  's3:ReplicateObject': 'S3 writes the replica',
  's3:ReplicateTags': 'S3 writes its tags',
  's3:ReplicateDelete': 'S3 writes a delete marker',
  's3:ObjectOwnerOverrideToBucketOwner': 'S3 makes the owner of the destination bucket the owner of the replica',
  'kms:Decrypt': 'S3 decrypts the version, and the bucket key of the destination',
  'kms:Encrypt': 'S3 encrypts the replica',
  'kms:GenerateDataKey': 'S3 encrypts the replica',
};

const FRAMEWORK: Readonly<Record<string, string>> = {
  'lambda:InvokeFunction': 'the functions of the provider framework of aws-cdk-lib call the handlers',
  'lambda:GetFunction': 'they check whether a handler is active after a failed call',
  'states:StartExecution': 'the onEvent function of the framework starts the waiter',
  'logs:CreateLogStream': 'Lambda writes the log',
  'logs:PutLogEvents': 'Lambda writes the log',
};

const RUNBOOK: Readonly<Record<string, string>> = {
  's3:GetMultiRegionAccessPointRoutes': 'GetMultiRegionAccessPointRoutes, before and after the change',
  's3:SubmitMultiRegionAccessPointRoutes': 'SubmitMultiRegionAccessPointRoutes',
  's3:ListAllMyBuckets': `${REQUIRED_BY_GUIDE}; assumption 11 covers routes`,
  'cloudwatch:GetMetricData': 'GetMetricData, for the replication backlog',
  'cloudwatch:ListMetrics': 'ListMetrics, for the replication backlog',
  'logs:CreateLogStream': 'Lambda writes the log',
  'logs:PutLogEvents': 'Lambda writes the log',
};

const START: Readonly<Record<string, string>> = {
  'ssm:StartAutomationExecution': 'StartAutomationExecution of the documents of that runbook',
  'iam:PassRole': 'StartAutomationExecution passes the role of the document, to Systems Manager only',
};

/** For the role of EventBridge, in the Regions with change events. */
const FORWARD: Readonly<Record<string, string>> = {
  'events:PutEvents': 'EventBridge forwards change events to the Region of the topic',
};

const TOPIC: Readonly<Record<string, string>> = {
  'sns:Publish': 'EventBridge publishes change events, and CloudWatch alarms; requests without TLS are denied',
};

const GRANTEE: Readonly<Record<string, string>> = {
  ...START,
  'lambda:GetFunction': 'ARC evaluates the functions of a Region switch plan',
  'lambda:InvokeFunction': 'ARC runs the functions of a Region switch plan',
  's3:GetMultiRegionAccessPointRoutes': 'GetMultiRegionAccessPointRoutes (grants.failover)',
  's3:SubmitMultiRegionAccessPointRoutes': 'SubmitMultiRegionAccessPointRoutes (grants.failover)',
  's3:ListAllMyBuckets': `${REQUIRED_BY_GUIDE} (grants.failover)`,
  'kms:Decrypt': 'GetObject, UploadPart, CompleteMultipartUpload under a KMS key',
  'kms:GenerateDataKey': 'PutObject, CreateMultipartUpload under a KMS key',
};

/** For the replication role of another account. */
const BUCKET: Readonly<Record<string, string>> = {
  's3:ReplicateObject': REPLICATION['s3:ReplicateObject'],
  's3:ReplicateTags': REPLICATION['s3:ReplicateTags'],
  's3:ReplicateDelete': REPLICATION['s3:ReplicateDelete'],
  's3:ObjectOwnerOverrideToBucketOwner': REPLICATION['s3:ObjectOwnerOverrideToBucketOwner'],
};

const KEY: Readonly<Record<string, string>> = {
  'kms:*': 'delegates access to the key to IAM of its account; otherwise the key is not usable',
  'kms:Decrypt': 'GetObject, by CloudFront or by the account of the access point; S3 decrypts the bucket key of a '
    + 'replica',
  'kms:Encrypt': 'S3 encrypts the replica, with the replication role of another account',
  'kms:GenerateDataKey': 'PutObject by the account of the access point; S3 encrypts the replica',
};

const TLS = 'denies requests without TLS or with TLS older than 1.2';

const LOGS: Readonly<Record<string, string>> = {
  's3:PutObject': 'S3 writes the server access logs of one bucket',
};

const WAITER: Readonly<Record<string, string>> = {
  'lambda:InvokeFunction': 'the state machine calls isComplete and onTimeout of the framework',
};

function listDataPlaneOperations(action: string): string {
  const operations = DATA_PLANE_OPERATIONS.filter(({ actions }) => actions.includes(action));
  return operations.map(({ operation }) => operation).join(', ');
}

/** Finds the reason for an action of an owner. Throws if there is none, because every grant needs a reason. */
export function findReason(owner: PolicyOwner, action: string): string {
  const found = lookUpReason(owner, action);
  if (found === '') throw new Error(`${owner} has ${action}, but projenrc/security/calls.ts contains no reason for it`);
  return found;
}

function lookUpReason(owner: PolicyOwner, action: string): string {
  switch (owner) {
    case 'handlers': return UNOBSERVED_ACTIONS[action] ?? (CALLS_OF_HANDLERS[action] ?? []).join(', ');
    case 'provider framework': return FRAMEWORK[action] ?? '';
    case 'replication role': return REPLICATION[action] ?? '';
    case 'grantee': return GRANTEE[action] ?? listDataPlaneOperations(action);
    case 'access point':
    case 'VPC endpoint': return listDataPlaneOperations(action) || ACL_ACTIONS[action] || '';
    case 'bucket': {
      if (action === 's3:*') return TLS;
      return listDataPlaneOperations(action) || ACL_ACTIONS[action] || (BUCKET[action] ?? '');
    }
    case 'log bucket': return action === 's3:*' ? TLS : LOGS[action] ?? '';
    case 'key': return KEY[action] ?? '';
    case 'runbook':
    case 'Region switch': return RUNBOOK[action] ?? '';
    case 'alarm': return START[action] ?? FORWARD[action] ?? '';
    case 'topic': return TOPIC[action] ?? '';
    case 'waiter': return WAITER[action] ?? '';
  }
}

/** Actions that access points support in addition to the operations of the table. */
const ACL_ACTIONS: Readonly<Record<string, string>> = {
  's3:GetObjectVersionAcl': 'GetObjectAcl',
  's3:PutObjectVersionAcl': 'PutObjectAcl',
};
