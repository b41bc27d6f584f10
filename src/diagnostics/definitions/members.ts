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
export const MRAP208_MEMBER_OF_ANOTHER_ACCOUNT = defineDiagnostic<{
  bucket: string;
  account: string;
  json: string;
  actions: string;
}>({
  id: 'MRAP208',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Member of another account',
  why:
    'Only the owner of the bucket can allow the access. Until then, every request that S3 routes to the bucket fails '
    + 'with 403.',
  message: ({ bucket, account, json }) =>
    `bucket ${showValue(bucket)} belongs to account ${account}, whose owner must add ${json}`,
  fix: ({ actions }) => `let the owner of the account ${actions}, and acknowledge this warning`,
  source: BUCKETS,
});

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

export const MRAP210_BUCKET_DELETED_FIRST = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP210',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket deleted first, before its access point',
  why:
    'S3 refuses to delete a member bucket of the same account (BucketHasAccessPointsAttached), so the stack cannot '
    + 'be deleted.',
  message: ({ bucket }) =>
    `bucket ${showValue(bucket)} is deleted with its stack, but the access point does not depend on it, `
    + 'expected the access point to be deleted first',
  fix: 'add a dependency of the access point on the bucket, or retain the bucket',
  source: BUCKETS,
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

export const MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP212',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket destroyed while its access point is retained',
  why: 'S3 refuses to delete a member bucket, so the stack cannot be deleted.',
  message: ({ bucket }) =>
    `bucket ${showValue(bucket)} is deleted with its stack, but its access point is retained, expected the same `
    + 'removal policy for both',
  fix: 'set the same removal policy for the bucket and the access point',
  source: BUCKETS,
});

export const MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED = defineDiagnostic<{
  bucket: string; account: string; removed: boolean;
}>({
  id: 'MRAP519',
  reportedBy: ['linter', 'baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Member bucket of another account can be deleted',
  why:
    'S3 refuses to delete a member bucket only in the account of the access point. In another account, S3 deletes the '
    + 'bucket and continues to route requests to it. No bucket can replace it, and any account can take its name.',
  message: ({ bucket, account, removed }) =>
    `bucket ${showValue(bucket)} of account ${showValue(account)} is a member of the access point, `
    + `${removed ? 'and the template no longer contains it' : 'and is deleted with its stack'}, `
    + 'expected DeletionPolicy Retain',
  fix: 'retain the bucket; see "Deleted member bucket" in the runbook if it is already deleted',
  source: BUCKETS,
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

export const MRAP226_BUCKET_RENAMED = defineDiagnostic<{ bucket: string; declared: string; renamed: string }>({
  id: 'MRAP226',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket renamed after its declaration',
  why:
    'The access point, the replication and their policies contain the name that the bucket had before. They would use '
    + 'another bucket, which can belong to another account.',
  message: ({ bucket, declared, renamed }) =>
    `bucket ${showValue(bucket)} was renamed after its declaration, got ${showValue(renamed)}, expected `
    + showValue(declared),
  fix: 'exclude the bucket from the aspect or override, and set bucketNamePrefix or bucketName instead',
  source: makeS3UserGuideSource('multi-region-access-point-buckets'),
});

export const MRAP227_DUPLICATE_LIFECYCLE_RULE_ID = defineDiagnostic<{ ids: readonly string[]; own: string }>({
  id: 'MRAP227',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate lifecycle rule id',
  why: 'S3 refuses a lifecycle configuration with two rules of the same id, so no bucket can be created.',
  message: ({ ids, own }) =>
    `lifecycleRules contains duplicate ids, got ${showValue(ids)}, expected ids that are unique and not `
    + `${showValue(own)}, which the library uses`,
  fix: 'give each rule another id, or omit the id',
  source: makeS3UserGuideSource('intro-lifecycle-rules'),
});
