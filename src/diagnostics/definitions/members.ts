import { IDENTIFIERS } from '../../facts/identifiers';
import { LIMITS } from '../../facts/limits';
import { userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = userGuide('MultiRegionAccessPointRestrictions');
const BUCKETS = userGuide('multi-region-access-point-buckets');
const OPT_IN = userGuide('ConfiguringMrapOptInRegions');

export const MRAP201_BUCKET_COUNT = diagnostic<{ count: number }>({
  id: 'MRAP201',
  severity: FindingSeverity.ERROR,
  title: 'Bucket count out of range',
  why: 'S3 refuses an access point without a bucket, or with more than 17.',
  message: ({ count }) => `access point has ${count} buckets, expected 1 to ${LIMITS.REGIONS_PER_ACCESS_POINT.value}`,
  fix: ({ count }) => (count === 0 ? 'add at least one bucket' : 'spread the Regions over two access points'),
  source: RESTRICTIONS,
});

export const MRAP202_DUPLICATE_REGION = diagnostic<{ region: string; buckets: string[] }>({
  id: 'MRAP202',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate Region among the underlying buckets',
  why: 'The creation fails with MultiRegionAccessPointSameBucketRegion after minutes.',
  message: ({ region, buckets }) => `region ${showValue(region)} appears more than once, got buckets ${showValue(buckets)}`,
  fix: 'keep one bucket per region',
  source: BUCKETS,
});

export const MRAP203_DUPLICATE_BUCKET = diagnostic<{ bucket: string }>({
  id: 'MRAP203',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate bucket in one access point',
  why: 'S3 refuses the list of buckets.',
  message: ({ bucket }) => `bucket ${showValue(bucket)} appears more than once`,
  fix: 'name each bucket once',
  source: BUCKETS,
});

export const MRAP204_UNSUPPORTED_REGION = diagnostic<{ region: string; reason: string }>({
  id: 'MRAP204',
  severity: FindingSeverity.ERROR,
  title: 'Unsupported Region for Multi-Region Access Points',
  why: 'The creation fails with MultiRegionAccessPointUnsupportedRegion. A Region that is merely unknown to this version is a warning.',
  message: ({ region, reason }) => `region ${showValue(region)} ${reason}`,
  fix: 'choose a supported region, or list one that AWS has added since in the context "cdk-s3-mrap:additionalRegions"',
  source: RESTRICTIONS,
});

export const MRAP205_OPT_IN_REGION = diagnostic<{ region: string }>({
  id: 'MRAP205',
  severity: FindingSeverity.WARNING,
  title: 'Underlying bucket in an opt-in Region',
  why: 'Requests fail with 400 InvalidToken or 403 AllAccessDisabled while one of the accounts involved has not enabled the Region, and the console cannot show the access point.',
  message: ({ region }) => `region ${showValue(region)} is opt-in`,
  fix: 'enable it in the account of the access point, of every bucket, of every grantee and of every VPC endpoint, and acknowledge this',
  source: OPT_IN,
});

export const MRAP206_MALFORMED_BUCKET_NAME = diagnostic<{ bucket: string; rule: string }>({
  id: 'MRAP206',
  severity: FindingSeverity.ERROR,
  title: 'Malformed bucket name',
  why: 'No bucket can have the name, so the creation fails.',
  message: ({ bucket, rule }) => `bucket name is malformed, got ${showValue(bucket)}, expected a name that ${rule}`,
  fix: 'correct the bucket name',
  source: userGuide('bucketnamingrules'),
});

export const MRAP207_MALFORMED_BUCKET_ACCOUNT = diagnostic<{ bucket: string; account: string }>({
  id: 'MRAP207',
  severity: FindingSeverity.ERROR,
  title: 'Malformed bucket account ID',
  why: 'S3 looks for the bucket in that account and does not find it.',
  message: ({ bucket, account }) => `account of bucket ${showValue(bucket)} is malformed, got ${showValue(account)}, expected ${IDENTIFIERS.ACCOUNT_ID.rule}`,
  fix: 'give the 12-digit ID of the account that owns the bucket',
  source: userGuide('multi-region-access-point-create-examples'),
});

export const MRAP208_MEMBER_OF_ANOTHER_ACCOUNT = diagnostic<{ bucket: string; account: string; json: string; snippet: string }>({
  id: 'MRAP208',
  severity: FindingSeverity.WARNING,
  title: 'Member of another account',
  why: 'Only its owner can let the access point in; until then every request that is routed to it fails with 403.',
  message: ({ bucket, account, json }) => `bucket ${showValue(bucket)} belongs to account ${account}, whose owner must add ${json}`,
  fix: ({ snippet }) => `have its owner paste it, or with the JSON as needs write ${snippet}, and acknowledge this`,
  source: BUCKETS,
});

export const MRAP209_UNSUPPORTED_BUCKET_TYPE = diagnostic<{ bucket: string; kind: string }>({
  id: 'MRAP209',
  severity: FindingSeverity.ERROR,
  title: 'Unsupported bucket type',
  why: 'Only general purpose buckets can be members.',
  message: ({ bucket, kind }) => `bucket ${showValue(bucket)} is of another kind, got: ${kind}, expected the name of a general purpose bucket`,
  fix: 'use a general purpose bucket, by its name',
  source: RESTRICTIONS,
});

export const MRAP210_BUCKET_DELETED_FIRST = diagnostic<{ bucket: string }>({
  id: 'MRAP210',
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket deleted first, before its access point',
  why: 'S3 refuses to delete a member bucket of the same account (BucketHasAccessPointsAttached): the stack cannot be destroyed.',
  message: ({ bucket }) => `bucket ${showValue(bucket)} is destroyed with its stack, but nothing deletes the access point first`,
  fix: 'make the access point depend on the bucket, or retain the bucket',
  source: BUCKETS,
});

export const MRAP211_SINGLE_BUCKET = diagnostic<{ region: string | undefined }>({
  id: 'MRAP211',
  severity: FindingSeverity.WARNING,
  title: 'Access point with a single bucket',
  why: 'There is nothing to fail over to, and a bucket cannot be added later: S3 answers 405 to every change of routes.',
  message: ({ region }) => `access point has a single bucket, got ${region === undefined ? 'one region' : showValue([region])}, expected two or more`,
  fix: 'add a bucket in another region before clients learn the alias',
  source: userGuide('mrap-failover-errors'),
});

export const MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED = diagnostic<{ bucket: string }>({
  id: 'MRAP212',
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket destroyed while its access point is retained',
  why: 'S3 refuses to delete a member bucket, so the stack cannot be destroyed.',
  message: ({ bucket }) => `bucket ${showValue(bucket)} is destroyed with its stack while the access point is retained`,
  fix: 'give both the same removal policy',
  source: BUCKETS,
});

export const MRAP213_REGION_NOT_ALLOWED = diagnostic<{ region: string; allowed: string[] }>({
  id: 'MRAP213',
  severity: FindingSeverity.WARNING,
  title: 'Region not allowed by the application',
  why: 'The application states by context where its data may be.',
  message: ({ region, allowed }) => `region ${showValue(region)} is not allowed here, expected one of ${showValue(allowed)}`,
  fix: 'remove the region, or extend the context "cdk-s3-mrap:allowedRegions"',
  source: RESTRICTIONS,
});
