import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import { SERVICE_LIMITS } from '../../facts/limits';
import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');
const BUCKETS = makeS3UserGuideSource('multi-region-access-point-buckets');
const OPT_IN = makeS3UserGuideSource('ConfiguringMrapOptInRegions');

export const MRAP201_BUCKET_COUNT = defineDiagnostic<{ count: number }>({
  id: 'MRAP201',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket count out of range',
  why: 'S3 refuses an access point without a bucket, or with more than 17.',
  message: ({ count }) =>
    `access point has ${count} buckets, expected 1 to ${SERVICE_LIMITS.REGIONS_PER_ACCESS_POINT.value}`,
  fix: ({ count }) => (count === 0 ? 'add at least one bucket' : 'distribute the Regions to two access points'),
  source: RESTRICTIONS,
});

/** The buckets are undefined if their names are tokens or are not declared yet. */
export const MRAP202_DUPLICATE_REGION = defineDiagnostic<{ region: string; buckets: readonly (string | undefined)[] }>({
  id: 'MRAP202',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate Region among the underlying buckets',
  why: 'S3 accepts the request, but the creation fails after minutes (MultiRegionAccessPointSameBucketRegion).',
  message: ({ region, buckets }) => {
    const names = buckets.filter((bucket) => bucket !== undefined);
    const got = names.length < buckets.length ? `${buckets.length}` : showValue(names);
    return `Region ${showValue(region)} is declared for more than one bucket, got ${got}, expected one`;
  },
  fix: 'declare each Region once, with one bucket',
  source: BUCKETS,
});

export const MRAP203_DUPLICATE_BUCKET = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP203',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate bucket in one access point',
  why: 'S3 refuses a list that contains a bucket twice.',
  message: ({ bucket }) => `bucket ${showValue(bucket)} is declared more than once, expected each bucket once`,
  fix: 'remove the second entry',
  source: BUCKETS,
});

/** A reason is final if no later version of AWS can support the Region. */
export const MRAP204_UNSUPPORTED_REGION = defineDiagnostic<{ region: string; reason: string; final?: boolean }>({
  id: 'MRAP204',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Unsupported Region for Multi-Region Access Points',
  why:
    'The creation fails (MultiRegionAccessPointUnsupportedRegion). '
    + 'For a Region that this version of the library does not know, the finding is a warning.',
  message: ({ region, reason }) => `Region ${showValue(region)} ${reason}`,
  fix: ({ final }) => (final === true
    ? 'choose a supported Region'
    : 'choose a supported Region; if AWS has added the Region, add it to the context value '
      + '"cdk-s3-mrap:additionalRegions" (lint: --additional-regions)'),
  source: RESTRICTIONS,
});

export const MRAP205_OPT_IN_REGION = defineDiagnostic<{ region: string; notice?: string }>({
  id: 'MRAP205',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Underlying bucket in an opt-in Region',
  why:
    'Requests fail with 400 InvalidToken or 403 AllAccessDisabled until every account involved has enabled the '
    + 'Region. '
    + 'The S3 console cannot show the access point.',
  message: ({ region, notice }) =>
    `bucket is in an opt-in Region, got ${showValue(region)}, expected a Region that is enabled by default`
    + (notice === undefined ? '' : `; ${notice}`),
  fix:
    'enable the Region in the accounts of the access point, of all buckets, of all grantees and of all VPC '
    + 'endpoints, '
    + 'and acknowledge this warning',
  source: OPT_IN,
});

/** `origin` is the property from which a construct makes the name, if it is not declared as such. */
export const MRAP206_MALFORMED_BUCKET_NAME = defineDiagnostic<{ bucket: string; rule: string; origin?: string }>({
  id: 'MRAP206',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed bucket name',
  why: 'No bucket can have this name, so the creation fails.',
  message: ({ bucket, rule, origin }) => `bucket name is malformed, got ${showValue(bucket)}`
    + `${origin === undefined ? '' : `, which is made from ${origin}`}, expected a name that ${rule}`,
  fix: ({ origin }) => `correct ${origin ?? 'the bucket name'}`,
  source: makeS3UserGuideSource('bucketnamingrules'),
});

/** The account is undefined if none is declared; `expected` is the account of the stack that creates the bucket. */
export const MRAP207_MALFORMED_BUCKET_ACCOUNT = defineDiagnostic<{
  bucket: string;
  account?: string;
  expected?: string;
}>({
  id: 'MRAP207',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Malformed bucket account ID',
  why:
    'S3 looks for the bucket in this account and does not find it. If the account of the access point is not known, '
    + 'the finding about a missing account is a warning.',
  message: ({ bucket, account, expected }) =>
    `account of bucket ${showValue(bucket)} is ${account === undefined ? 'missing' : 'malformed'}, `
    + `got ${showValue(account)}, expected ${expected ?? IDENTIFIER_FORMS.ACCOUNT_ID.rule}`,
  fix: 'declare the 12-digit ID of the account that owns the bucket',
  source: makeS3UserGuideSource('multi-region-access-point-create-examples'),
});

/** `json` contains the requirements, and `actions` describes how the owner meets them. */
export const MRAP209_UNSUPPORTED_BUCKET_TYPE = defineDiagnostic<{ bucket: string; kind: string }>({
  id: 'MRAP209',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Unsupported bucket type',
  why: 'Only general purpose buckets can be members.',
  message: ({ bucket, kind }) =>
    `member has an unsupported type, got ${kind} ${showValue(bucket)}, expected the name of a general purpose bucket`,
  fix: 'use a general purpose bucket, and declare its name',
  source: RESTRICTIONS,
});

export const MRAP211_SINGLE_BUCKET = defineDiagnostic<{ region: string | undefined }>({
  id: 'MRAP211',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Access point with a single bucket',
  why:
    'The access point cannot fail over, because S3 answers 405 to every change of its routes. A bucket cannot be '
    + 'added later.',
  message: ({ region }) =>
    `access point has a single bucket, got ${region === undefined ? 'one Region' : showValue([region])}, `
      + 'expected '
    + 'two or more Regions',
  fix: 'add a bucket in another Region before clients use the alias',
  source: makeS3UserGuideSource('mrap-failover-errors'),
});

export const MRAP213_REGION_NOT_ALLOWED = defineDiagnostic<{ region: string; allowed: string[] }>({
  id: 'MRAP213',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Region not allowed by the application',
  why: 'The context value "cdk-s3-mrap:allowedRegions" lists the Regions that may store data.',
  message: ({ region, allowed }) =>
    `Region ${showValue(region)} is not in the context value "cdk-s3-mrap:allowedRegions", expected one of `
    + `${showValue(allowed)}`,
  fix: 'remove the Region, or add it to the context value (lint: --allowed-regions)',
  source: RESTRICTIONS,
});
