import { SERVICE_LIMITS } from '../../facts/limits';
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
    'give each stage its own bucketNamePrefix, for example with the name of the stage, or use '
    + 'accountRegionalNamespace; without bucketNamePrefix, set the property env.account of each stage',
  source: makeS3UserGuideSource('bucketnamingrules'),
});

export const MRAP218_HANDLER_SETTINGS_OF_ONE_ACCOUNT = defineDiagnostic<{
  stack: string; home: string; settings: readonly string[];
}>({
  id: 'MRAP218',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Handler settings of one account',
  why:
    'The rules of source buckets in another account have handlers in that account. Resources such as a VPC or a key '
    + 'belong to one account, so these handlers do not have them.',
  message: ({ stack, home, settings }) =>
    `handlers of stack ${showValue(stack)} lack settings of stack ${showValue(home)}, got no value for `
    + `${showValue(settings)}, expected resources of the account of the stack`,
  fix:
    'call MultiRegionAccessPointHandlers.of(stack).configure() for the stack that replicationStack() of the '
      + 'replication '
    + 'returns, or acknowledge this warning',
  source: makeCdkGuideSource('configure-env'),
});

export const MRAP219_PAIRS_WITHOUT_ALARMS = defineDiagnostic<{ pairs: readonly string[] }>({
  id: 'MRAP219',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Pairs of buckets without alarms',
  why: 'The metrics of a rule between two accounts are in one of them, and an alarm reads metrics of its own account.',
  message: ({ pairs }) =>
    `replication between buckets has no alarms, got ${showValue(pairs)} with another account, expected pairs in the `
    + 'account of the stack',
  fix:
    'create alarms for these pairs in the other accounts, or share their metrics with CloudWatch cross-account '
    + 'observability, and acknowledge this warning',
  source: {
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html',
    date: '2026-04-13',
  },
});

export const MRAP221_TOO_MANY_RESOURCES = defineDiagnostic<{
  stack: string; resources: number; accessPoints: number; limit: number;
}>({
  id: 'MRAP221',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Too many resources in a stack',
  why:
    'CloudFormation refuses a template with more than 500 resources. A ReplicatedMultiRegionAccessPoint with two '
    + 'Regions adds 9 resources to its stack, with keys 11, and each further Region adds 1.',
  message: ({ stack, resources, accessPoints, limit }) =>
    `stack ${showValue(stack)} has too many resources, got ${resources} with ${accessPoints} access points, expected `
    + `at most ${limit}`,
  fix: 'distribute the access points to several stacks',
  source: SERVICE_LIMITS.STACK_RESOURCES.source,
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

export const MRAP444_FAILOVER_FROM_ANOTHER_ACCOUNT = defineDiagnostic<{ account: string; expected: string }>({
  id: 'MRAP444',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Failover from another account',
  why: 'S3 returns and changes the routes of an access point only for principals of its account.',
  message: ({ account, expected }) =>
    `stack belongs to another account than the access point, got ${account}, expected ${expected}`,
  fix: 'declare the construct in a stack of the account of the access point',
  source: makeS3UserGuideSource('MrapOperations'),
});
