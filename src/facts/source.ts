/** The source of a fact, and the date of the copy that was read. If AWS changes a page, the newer source is right. */
export interface FactSource {
  /** The page, model or code that states the fact. */
  readonly url: string;
  /** ISO date of the copy. */
  readonly date: string;
}

/** A source with the date on which its facts were last compared with it. */
export interface VerifiedSource extends FactSource {
  /** ISO date of the comparison. `docs/facts.md` shows the oldest. */
  readonly verified: string;
}

/** Every entry of every table in this folder has a source and the date of the last comparison with it. */
export interface SourcedFact {
  readonly source: VerifiedSource;
}

/** The last comparison with each page of S3's documentation. For other pages, the date of the copy counts. */
const VERIFIED: Readonly<Record<string, string | undefined>> = {
  'API_ReplicationRule': '2026-11-28',
  'API_control_SubmitMultiRegionAccessPointRoutes': '2026-11-28',
  'ConfiguringMrapOptInRegions': '2026-11-28',
  'ErrorResponses': '2026-11-28',
  'MrapOperations': '2026-11-28',
  'MultiRegionAccessPointMonitoring': '2026-11-28',
  'MultiRegionAccessPointRequests': '2026-11-28',
  'MultiRegionAccessPointRestrictions': '2026-11-28',
  'UsingFailover': '2026-11-28',
  'access-points-restrictions-limitations-naming-rules': '2026-11-28',
  'bucketnamingrules': '2026-11-28',
  'directory-bucket-naming-rules': '2026-11-28',
  'metrics-dimensions': '2026-11-29',
  'mrap-failover-errors': '2026-11-28',
  'object-lock': '2026-11-29',
  'object-lock-configure': '2026-11-29',
  'repl-metrics': '2026-11-28',
  'replication-requirements': '2026-11-28',
  's3-tables-buckets-naming': '2026-11-28',
  'setting-repl-config-perm-overview': '2026-11-28',
  'using-with-s3-policy-actions': '2026-11-29',
};

/** A page of the S3 User Guide. */
export function makeS3UserGuideSource(page: string, date = '2026-04-13'): VerifiedSource {
  return { url: `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`, date, verified: VERIFIED[page] ?? date };
}

/** A page of the S3 API Reference. */
export function makeS3ApiReferenceSource(page: string, date = '2026-04-13'): VerifiedSource {
  return { url: `https://docs.aws.amazon.com/AmazonS3/latest/API/${page}.html`, date, verified: VERIFIED[page] ?? date };
}

/** A page of the CloudFormation Template Reference. */
export function makeTemplateReferenceSource(page: string, date = '2026-04-13'): VerifiedSource {
  return { url: `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`, date, verified: date };
}

/** A page of the CloudFormation User Guide. */
export function makeCloudFormationGuideSource(page: string, date = '2026-04-13'): VerifiedSource {
  return { url: `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/${page}.html`, date, verified: date };
}

/** A page of the CDK Developer Guide. */
export function makeCdkGuideSource(page: string, date = '2026-11-10'): VerifiedSource {
  return { url: `https://docs.aws.amazon.com/cdk/v2/guide/${page}.html`, date, verified: date };
}

/** The service model from which AWS generates every SDK. */
export const S3_CONTROL_MODEL_SOURCE: VerifiedSource = {
  url: 'https://github.com/aws/api-models-aws/blob/main/models/s3-control/service/2018-08-20/s3-control-2018-08-20.json',
  date: '2026-10-01',
  verified: '2026-11-28',
};

/** The endpoint rules for S3 in every AWS SDK. */
export const S3_ENDPOINT_RULES_SOURCE: VerifiedSource = {
  url: 'https://github.com/boto/botocore/blob/develop/botocore/data/s3/2006-03-01/endpoint-rule-set-1.json',
  date: '2026-08-07',
  verified: '2026-11-28',
};

/** The actions, resources and condition keys of S3 in IAM. */
export const SERVICE_AUTHORIZATION_SOURCE: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  date: '2026-04-13',
  verified: '2026-11-28',
};
