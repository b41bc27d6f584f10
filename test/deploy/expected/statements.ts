import { ACCOUNT } from '../emulator/ministack';

/** The actions on objects and buckets that a bucket policy delegates to access points. */
const OBJECT_ACTIONS = [
  's3:AbortMultipartUpload', 's3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectTagging',
  's3:DeleteObjectVersion', 's3:DeleteObjectVersionTagging', 's3:GetObject', 's3:GetObjectAcl',
  's3:GetObjectLegalHold', 's3:GetObjectRetention', 's3:GetObjectTagging', 's3:GetObjectVersion',
  's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', 's3:ListMultipartUploadParts', 's3:PutObject',
  's3:PutObjectAcl', 's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:PutObjectTagging', 's3:PutObjectVersionAcl',
  's3:PutObjectVersionTagging', 's3:RestoreObject',
];
const LIST_ACTIONS = ['s3:ListBucket', 's3:ListBucketMultipartUploads'];
const OWN_ACCOUNT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const ACCESS_POINT = `arn:aws:s3::${ACCOUNT}:accesspoint/<alias>`;

function arnsOf(bucket: string): string[] {
  return [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
}

/** The statements that refuse requests without TLS 1.2 or newer. */
export function denyInsecureTransport(bucket: string): object[] {
  const statement = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: arnsOf(bucket) };
  return [
    { ...statement, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { ...statement, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
  ];
}

/** The statement that leaves the decision to the policies of the access points of the account. */
export function delegateToAccessPoints(bucket: string): object {
  return {
    Effect: 'Allow',
    Principal: '*',
    Action: [...OBJECT_ACTIONS, ...LIST_ACTIONS],
    Resource: arnsOf(bucket),
    Condition: {
      StringEquals: { 's3:DataAccessPointAccount': ACCOUNT },
      StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${ACCOUNT}:accesspoint/*` },
    },
  };
}

/** The statement that lets S3 deliver the server access logs of a bucket. */
export function deliverLogs(logBucket: string, source: string, prefix: string): object {
  return {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${logBucket}/${prefix}/*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${source}` },
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
    },
  };
}

/** The access point policy without a statement of the user: it allows only the account of the access point. */
export const ONLY_OWN_ACCOUNT: readonly object[] = [
  { Effect: 'Allow', Principal: OWN_ACCOUNT, Action: LIST_ACTIONS, Resource: ACCESS_POINT },
  { Effect: 'Allow', Principal: OWN_ACCOUNT, Action: OBJECT_ACTIONS, Resource: `${ACCESS_POINT}/object/*` },
];

/** The statements of a grant to read, in the policy of a role or, with a principal, of the access point. */
export function allowReading(principal?: object): object[] {
  return [
    { ...allow(principal), Action: 's3:ListBucket', Resource: ACCESS_POINT },
    {
      ...allow(principal),
      Action: ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'],
      Resource: `${ACCESS_POINT}/object/*`,
    },
  ];
}

/** The statements of a grant to read and write, in the policy of a role. */
export function allowReadingAndWriting(): object[] {
  return [
    { ...allow(), Action: LIST_ACTIONS, Resource: ACCESS_POINT },
    {
      ...allow(),
      Action: [
        's3:AbortMultipartUpload', 's3:DeleteObject', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging',
        's3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging',
        's3:ListMultipartUploadParts', 's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging',
      ],
      Resource: `${ACCESS_POINT}/object/*`,
    },
  ];
}

function allow(principal?: object): object {
  return { Effect: 'Allow', ...(principal && { Principal: principal }) };
}

/** The statement that allows a role the use of the keys of the buckets, through S3. */
export function allowKeys(name: string, regions: readonly string[], actions: readonly string[]) {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: regions.map((region) => `arn:aws:kms:${region}:${ACCOUNT}:key/*`),
    Condition: {
      'StringEquals': { 'kms:ViaService': regions.map((region) => `s3.${region}.amazonaws.com`) },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${name}` },
    },
  };
}

/** The key policy that leaves the decision to the policies of the account. */
export const KEY_OF_THE_ACCOUNT: readonly object[] = [
  { Effect: 'Allow', Principal: OWN_ACCOUNT, Action: 'kms:*', Resource: '*' },
];
