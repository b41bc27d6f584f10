import { makeCdkGuideSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP783_DUPLICATE_STACK_NAME = defineDiagnostic<{ stack: string; environment: string; paths: string[] }>({
  id: 'MRAP783',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate stack name in an account and Region',
  why:
    'The name identifies a stack. A deployment of one construct would delete the resources of the other. The name of '
    + 'a stack in another Region contains the name of the home stack, and the name or prefix of its construct.',
  message: ({ stack, environment, paths }) =>
    `stack name ${showValue(stack)} is used more than once in ${environment}, got ${showValue(paths)}, expected one `
    + 'stack',
  fix: 'give the constructs different names or prefixes, or give one of the stacks another stackName',
  source: makeCdkGuideSource('environments'),
});

export const MRAP784_BUCKET_NAME_IN_TWO_PLACES = defineDiagnostic<{ buckets: string[]; paths: string[] }>({
  id: 'MRAP784',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket name in two places of the application',
  why:
    'The names of buckets are global: all accounts and Regions share them. The deployment of the second bucket fails '
    + 'with BucketAlreadyExists, also in another stage or account.',
  message: ({ buckets, paths }) =>
    `bucket names ${showValue(buckets)} are used by more than one construct, got ${showValue(paths)}, expected one `
    + 'construct',
  fix:
    'give each stage its own bucketNamePrefix, for example with the name of the stage or the account, or use '
    + 'accountRegionalNamespace',
  source: makeS3UserGuideSource('bucketnamingrules'),
});

export const MRAP779_GRANT_WITHOUT_EFFECT = defineDiagnostic<{ grantee: string; buckets: string[] }>({
  id: 'MRAP779',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Grant without effect on members without delegation',
  why:
    'S3 requires two permissions for a principal of another account or a service: of the access point policy and of '
    + 'the bucket policy. With Delegation.none(), the library does not change the bucket policies.',
  message: ({ grantee, buckets }) =>
    `grant to ${grantee} cannot take effect, got no delegation by the members ${showValue(buckets)}, expected bucket `
    + 'policies that allow the access',
  fix:
    'use Delegation.toAccount(), or allow the grantee in each bucket policy and acknowledge this warning',
  source: makeS3UserGuideSource('MultiRegionAccessPointPermissions'),
});

export const MRAP780_REPLICATION_OF_SINGLE_REGION = defineDiagnostic<Record<string, never>>({
  id: 'MRAP780',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replication of a single Region',
  why: 'With one Region, for example in development, there is one bucket and nothing to replicate to.',
  message: () => 'construct has no replication, got a single Region, expected at least two Regions, or '
    + 'replication.rules',
  fix: 'use the replication only if regions contains more than one Region, or pass the rules in replication.rules',
  source: makeS3UserGuideSource('MultiRegionAccessPointBucketReplication'),
});

export const MRAP781_GRANTEE_WITHOUT_NAME = defineDiagnostic<{ grantee: string }>({
  id: 'MRAP781',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Grantee of another account without a fixed name',
  why: 'The access point policy contains the ARN of the grantee, which must be known before its stack is deployed.',
  message: ({ grantee }) =>
    `name of grantee ${showValue(grantee)} in another account is not known at synthesis, got a name that `
    + 'CloudFormation generates, expected a fixed name',
  fix: 'set roleName or userName, for example to PhysicalName.GENERATE_IF_NEEDED',
  source: makeCdkGuideSource('resources'),
});

/** `origin` is the property that replaces an absent prefix. */
export const MRAP782_BUCKET_PREFIX_IS_TOKEN = defineDiagnostic<{ origin?: string }>({
  id: 'MRAP782',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket prefix is a token',
  why: 'The templates of all Regions contain the names of the buckets, so the names must not refer to a resource.',
  message: ({ origin = 'bucketNamePrefix' }) =>
    `bucket names are not known at synthesis, got a token as ${origin}, expected text that contains no other token `
    + 'than Aws.ACCOUNT_ID',
  fix: 'set bucketNamePrefix to fixed text, or to fixed text with Aws.ACCOUNT_ID',
  source: makeS3UserGuideSource('bucketnamingrules'),
});

export const MRAP773_INVALID_BUCKET_ACCOUNTS = defineDiagnostic<{ got: string; expected: string }>({
  id: 'MRAP773',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid bucket accounts',
  why: 'The templates of all accounts contain the accounts and the names of the buckets.',
  message: ({ got, expected }) => `accounts of the buckets are invalid, got ${got}, expected ${expected}`,
  fix: 'correct the property accounts, or set the property env of the stack and bucketNamePrefix as expected',
  source: makeCdkGuideSource('configure-env'),
});
