import { userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const PERMISSIONS = userGuide('MultiRegionAccessPointPermissions');
const BLOCK = userGuide('access-control-block-public-access');

export const MRAP551_PARTIAL_DELEGATION = diagnostic<{ bucket: string; missing: string }>({
  id: 'MRAP551',
  severity: FindingSeverity.ERROR,
  title: 'Partial delegation of a bucket',
  why: 'Listing is decided on the bucket, reading and writing on its objects: half of the requests fail with 403.',
  message: ({ bucket, missing }) => `delegation of bucket ${showValue(bucket)} does not cover ${showValue(missing)}`,
  fix: 'name both the bucket and its objects, <bucket>/*',
  source: PERMISSIONS,
});

export const MRAP552_UNBOUND_DELEGATION = diagnostic<{ bucket: string; problem: string }>({
  id: 'MRAP552',
  severity: FindingSeverity.ERROR,
  title: 'Unbound delegation',
  why: 'The statement is for everyone: Block Public Access refuses it, or without that the bucket is public.',
  message: ({ bucket, problem }) => `delegation of bucket ${showValue(bucket)} ${problem}, expected StringEquals s3:DataAccessPointArn or s3:DataAccessPointAccount`,
  fix: 'add StringEquals s3:DataAccessPointAccount with the account of the access point',
  source: PERMISSIONS,
});

export const MRAP553_DELEGATION_TO_ANY_ACCOUNT = diagnostic<{ bucket: string; arn: string }>({
  id: 'MRAP553',
  severity: FindingSeverity.ERROR,
  title: 'Delegation to access points of any account',
  why: 'Anyone can make an access point of their own and read the bucket through it; S3 counts the statement as public.',
  message: ({ bucket, arn }) => `delegation of bucket ${showValue(bucket)} trusts access points of every account, got ${showValue(arn)}, expected a fixed account`,
  fix: 'write the account of the access point into the ARN',
  source: BLOCK,
});

export const MRAP554_POLICY_NAMES_ANOTHER_BUCKET = diagnostic<{ bucket: string; resource: string }>({
  id: 'MRAP554',
  severity: FindingSeverity.ERROR,
  title: 'Policy of a bucket names another bucket',
  why: 'S3 refuses the policy (MalformedPolicy). A sample of the user guide of 2023 has the account in the place of the bucket.',
  message: ({ bucket, resource }) => `policy of bucket ${showValue(bucket)} names ${showValue(resource)}, expected ${showValue(`arn:aws:s3:::${bucket}`)}`,
  fix: 'name the bucket that the policy belongs to',
  source: userGuide('MultiRegionAccessPointPermissions', '2023-06-09'),
});

export const MRAP555_MISSING_DELEGATION = diagnostic<{ bucket: string; json: string; snippet: string }>({
  id: 'MRAP555',
  severity: FindingSeverity.WARNING,
  title: 'Missing delegation on an underlying bucket',
  why: 'Without the statement requests that are routed to the bucket may fail with 403. The policy of an imported bucket is not ours to write.',
  message: ({ bucket, json }) => `policy of bucket ${showValue(bucket)} does not let in, as far as known here, who is to use it; expected it to hold ${json}`,
  fix: ({ snippet }) => `paste it, or where the bucket is made, with the JSON as needs, write ${snippet}, and acknowledge this where it is written elsewhere`,
  source: PERMISSIONS,
});

export const MRAP556_DENIAL_BLOCKS_REPLICATION = diagnostic<{ bucket: string; keys: string[] }>({
  id: 'MRAP556',
  severity: FindingSeverity.WARNING,
  title: 'Denial blocks replication',
  why: 'S3 replicates with the role from its own network: a denial by network or address stops it, and objects fail to replicate without an error anywhere.',
  message: ({ bucket, keys }) => `policy of bucket ${showValue(bucket)} denies by ${showValue(keys)} with no exception for the replication role`,
  fix: 'except the role: ArnNotEquals aws:PrincipalArn, in the same statement',
  source: userGuide('replication-troubleshoot'),
});

export const MRAP557_ALLOWED_BUT_NOT_DELEGATED = diagnostic<{ bucket: string; actions: string[] }>({
  id: 'MRAP557',
  severity: FindingSeverity.WARNING,
  title: 'Action allowed by the access point but not delegated by the bucket',
  why: 'Requests that are routed to the bucket fail with 403 while others succeed.',
  message: ({ bucket, actions }) => `policy of the access point allows ${showValue(actions)}, which bucket ${showValue(bucket)} does not delegate`,
  fix: 'add the actions to the delegation',
  source: PERMISSIONS,
});

export const MRAP558_BUCKET_POLICY_ALSO_ALLOWS = diagnostic<{ bucket: string }>({
  id: 'MRAP558',
  severity: FindingSeverity.INFO,
  title: 'Bucket policy delegates and also allows principals directly',
  why: 'What the bucket allows by itself does not limit requests through the access point; only its denials do.',
  message: ({ bucket }) => `policy of bucket ${showValue(bucket)} delegates and allows principals by itself; the latter is for requests to the bucket alone`,
  fix: 'write who may use the access point into its own policy, and acknowledge this',
  source: userGuide('MrapOperations'),
});
