import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const PERMISSIONS = makeS3UserGuideSource('MultiRegionAccessPointPermissions');
const BLOCK = makeS3UserGuideSource('access-control-block-public-access');

export const MRAP551_PARTIAL_DELEGATION = defineDiagnostic<{ bucket: string; missing: string }>({
  id: 'MRAP551',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Partial delegation of a bucket',
  why:
    'Listing needs a permission on the bucket, reading and writing need one on its objects. Requests for a '
    + 'resource that the bucket policy does not delegate fail with 403.',
  message: ({ bucket, missing }) =>
    `delegation of bucket ${showValue(bucket)} is incomplete, expected ${showValue(missing)} among `
    + 'its resources',
  fix: 'add both the bucket and its objects, <bucket>/*, to the resources',
  source: PERMISSIONS,
});

export const MRAP552_UNBOUND_DELEGATION = defineDiagnostic<{ bucket: string; problem: string }>({
  id: 'MRAP552',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Unbound delegation',
  why:
    'The statement allows all principals. Block Public Access refuses it, and without Block Public Access the bucket '
    + 'is public.',
  message: ({ bucket, problem }) => `delegation of bucket ${showValue(bucket)} ${problem}, `
    + 'expected StringEquals with s3:DataAccessPointArn or s3:DataAccessPointAccount',
  fix: 'add the condition StringEquals s3:DataAccessPointAccount with the account of the access point',
  source: PERMISSIONS,
});

export const MRAP553_DELEGATION_TO_ANY_ACCOUNT = defineDiagnostic<{ bucket: string; arn: string }>({
  id: 'MRAP553',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Delegation to access points of any account',
  why:
    'Every AWS account could create an access point and read the bucket through it. S3 treats the statement as '
    + 'public.',
  message: ({ bucket, arn }) =>
    `delegation of bucket ${showValue(bucket)} allows access points of every account, got `
      + `${showValue(arn)}, `
    + 'expected an ARN with an account',
  fix: 'write the account of the access point into the ARN',
  source: BLOCK,
});

export const MRAP554_POLICY_NAMES_ANOTHER_BUCKET = defineDiagnostic<{ bucket: string; resource: string }>({
  id: 'MRAP554',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Policy of a bucket names another bucket',
  why:
    'S3 refuses the policy (MalformedPolicy). A sample in the user guide of 2023 contains the account in the '
    + 'position of the bucket name.',
  message: ({ bucket, resource }) =>
    `policy of bucket ${showValue(bucket)} names another bucket, got ${showValue(resource)}, `
      + 'expected '
    + `${showValue(`arn:aws:s3:::${bucket}`)}`,
  fix: 'name the bucket of the policy',
  source: makeS3UserGuideSource('MultiRegionAccessPointPermissions', '2023-06-09'),
});

/** `json` contains the requirements, and `actions` describes how to meet them. */
export const MRAP555_MISSING_DELEGATION = defineDiagnostic<{ bucket: string; json: string; actions: string }>({
  id: 'MRAP555',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  otherSeverity: FindingSeverity.ERROR,
  title: 'Missing delegation on an underlying bucket',
  why:
    'Without the statements, requests that S3 routes to the bucket may fail with 403, and replication to the bucket '
    + 'may fail. The library cannot change the policy of an imported bucket.',
  message: ({ bucket, json }) =>
    `policies of bucket ${showValue(bucket)} lack statements that this application needs and cannot add, expected `
    + json,
  fix: ({ actions }) => `${actions}, and acknowledge this finding if another application does this`,
  source: PERMISSIONS,
});

export const MRAP556_DENIAL_BLOCKS_REPLICATION = defineDiagnostic<{ bucket: string; keys: string[] }>({
  id: 'MRAP556',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Denial blocks replication',
  why:
    'S3 uses the replication role from its own network. A denial by network or address stops the replication, and no '
    + 'API call reports an error.',
  message: ({ bucket, keys }) =>
    `policy of bucket ${showValue(bucket)} denies the requests of the replication role by ${showValue(keys)}, expected `
    + 'an exception for the role',
  fix: ({ keys }) => (keys.includes('NotPrincipal')
    ? 'add the ARN of the role to NotPrincipal'
    : 'add the ARN of the role to a condition ArnNotEquals aws:PrincipalArn of the same statement'),
  source: makeS3UserGuideSource('replication-troubleshoot'),
});

export const MRAP557_ALLOWED_BUT_NOT_DELEGATED = defineDiagnostic<{ bucket: string; actions: string[] }>({
  id: 'MRAP557',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Action allowed by the access point but not delegated by the bucket',
  why: 'Requests that S3 routes to the bucket fail with 403, while requests to other members succeed.',
  message: ({ bucket, actions }) =>
    `delegation of bucket ${showValue(bucket)} omits actions that the access point allows, expected `
    + `${showValue(actions)} as well`,
  fix: 'add the actions to the delegation',
  source: PERMISSIONS,
});

export const MRAP558_BUCKET_POLICY_ALSO_ALLOWS = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP558',
  reportedBy: ['linter'],
  severity: FindingSeverity.INFO,
  title: 'Bucket policy delegates and also allows principals directly',
  why:
    'Allow statements of the bucket apply to direct requests. They do not limit requests through the access point; '
    + 'only Deny statements do.',
  message: ({ bucket }) =>
    `policy of bucket ${showValue(bucket)} contains a delegation and allows principals directly, expected the `
    + 'delegation only',
  fix: 'allow the principals in the policy of the access point, or acknowledge this finding',
  source: makeS3UserGuideSource('MrapOperations'),
});
