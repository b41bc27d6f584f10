import { type SourcedFact, makeS3UserGuideSource } from './source';

/** A naming rule of general purpose buckets. A name that matches `broken` violates it. */
export interface BucketNameRule extends SourcedFact {
  readonly rule: string;
  readonly broken: RegExp;
}

const NAMING = makeS3UserGuideSource('bucketnamingrules');

/** The naming rules of general purpose buckets. The length is in `limits.ts`. */
export const BUCKET_NAME_RULES: readonly BucketNameRule[] = [
  { rule: 'has only lowercase letters, digits, periods and hyphens', broken: /[^a-z0-9.-]/, source: NAMING },
  { rule: 'begins and ends with a letter or digit', broken: /^[^a-z0-9]|[^a-z0-9]$/, source: NAMING },
  { rule: 'has no two adjacent periods', broken: /\.\./, source: NAMING },
  { rule: 'does not have the form of an IP address', broken: /^\d{1,3}(\.\d{1,3}){3}$/, source: NAMING },
  {
    rule: 'does not begin with "xn--", "sthree-" or "amzn-s3-demo-"',
    broken: /^(xn--|sthree-|amzn-s3-demo-)/,
    source: NAMING,
  },
  { rule: 'does not end with "-s3alias", "--ol-s3" or ".mrap"', broken: /(-s3alias|--ol-s3|\.mrap)$/, source: NAMING },
  {
    rule: 'ends with "-an" only in the account-Regional namespace (<prefix>-<account>-<region>-an)',
    broken: /^(?!.+-\d{12}-[a-z]+(-[a-z]+)+-\d-an$).*-an$/,
    source: NAMING,
  },
];

/** The Regions in which buckets cannot have names in the account-Regional namespace. */
export const REGIONS_WITHOUT_ACCOUNT_NAMESPACE: readonly (SourcedFact & { readonly region: string })[] = [
  { region: 'me-south-1', source: NAMING },
  { region: 'me-central-1', source: NAMING },
];

/** A type of bucket that cannot be a member. Its names or ARNs match the pattern. */
export interface UnsupportedBucketKind extends SourcedFact {
  readonly kind: string;
  readonly matches: RegExp;
}

/** The restrictions page excludes S3 on Outposts. No page mentions directory buckets or table buckets as supported. */
export const UNSUPPORTED_BUCKET_KINDS: readonly UnsupportedBucketKind[] = [
  {
    kind: 'S3 on Outposts bucket',
    matches: /^arn:[^:]*:s3-outposts:/,
    source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions'),
  },
  {
    kind: 'directory bucket',
    matches: /(--x-s3$|^arn:[^:]*:s3express:)/,
    source: makeS3UserGuideSource('directory-bucket-naming-rules'),
  },
  {
    kind: 'table bucket',
    matches: /(--table-s3$|^arn:[^:]*:s3tables:)/,
    source: makeS3UserGuideSource('s3-tables-buckets-naming'),
  },
  {
    kind: 'access point',
    matches: /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\//,
    source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions'),
  },
];
