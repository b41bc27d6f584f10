import { ACCOUNT } from '../emulator/ministack';
import { makeStackLabel } from '../scenario/labels';
import { type LogGroupState, type RoleState } from '../scenario/state';
import { allowKeys } from './statements';

type Tags = Readonly<Record<string, string>>;

/** The two years for which the handlers keep their log. */
const LOG_RETENTION_IN_DAYS = 731;

interface HandlersOptions {
  /** The buckets whose replication the handlers configure. */
  readonly replicated?: readonly string[];
  readonly tags?: Tags;
}

/** The role of the handlers of a stack with an access point and routes. */
export function handlersRole(stack: string, { replicated = [], tags = {} }: HandlersOptions = {}): RoleState {
  const accessPoints = `arn:aws:s3::${ACCOUNT}:accesspoint/*`;
  const replication = [
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/${stack}/*`,
      Condition: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
      Resource: replicated.map((bucket) => `arn:aws:s3:::${bucket}`),
    },
  ];
  return {
    service: 'lambda.amazonaws.com',
    statements: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${handlersLogGroup(stack)}:*`,
      },
      {
        Effect: 'Allow',
        Action: [
          'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
        ],
        Resource: makeStackLabel(stack),
      },
      {
        Effect: 'Allow',
        Action: [
          's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
          's3:GetMultiRegionAccessPointPolicy', 's3:PutMultiRegionAccessPointPolicy',
        ],
        Resource: accessPoints,
      },
      {
        Effect: 'Allow',
        Action: 's3:DescribeMultiRegionAccessPointOperation',
        Resource: `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/*`,
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'],
        Resource: accessPoints,
      },
      { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
      ...(replicated.length > 0 ? replication : []),
    ],
    tags,
  };
}

function handlersLogGroup(stack: string): string {
  return `${stack}/MultiRegionAccessPointHandlersProviderLogs`;
}

/** The log group of the handlers. It remains when the stack is deleted. */
export function handlersLogs(stack: string, tags: Tags = {}): Readonly<Record<string, LogGroupState>> {
  return { [handlersLogGroup(stack)]: { retentionInDays: LOG_RETENTION_IN_DAYS, tags } };
}

interface ReplicationRoleOptions {
  readonly buckets: readonly string[];
  /** The Regions of the keys, whose alias has the name of the access point. */
  readonly keys?: { readonly name: string; readonly regions: readonly string[] };
  readonly tags?: Tags;
}

/** The role with which S3 replicates from each bucket to each other. */
export function replicationRole({ buckets, keys, tags = {} }: ReplicationRoleOptions): RoleState {
  const arns = buckets.map((bucket) => `arn:aws:s3:::${bucket}`);
  const objects = arns.map((arn) => `${arn}/*`);
  const statements: object[] = [
    { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: arns },
    {
      Effect: 'Allow',
      Action: [
        's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
        's3:GetObjectVersionAnnotationForReplication',
      ],
      Resource: objects,
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete'],
      Resource: objects,
    },
  ];
  if (keys !== undefined) {
    const actions = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];
    const { Condition: condition, ...statement } = allowKeys(keys.name, keys.regions, actions);
    const context = { 'kms:EncryptionContext:aws:s3:arn': [...arns, ...objects] };
    statements.push({ ...statement, Condition: { ...condition, StringLike: context } });
  }
  return { service: 's3.amazonaws.com', statements, tags };
}
