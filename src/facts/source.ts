/** Where a fact stands, and the date of the copy it was read from. AWS changes its pages: the newer dated source wins. */
export interface Source {
  /** The page, model or code that states the fact. */
  readonly url: string;
  /** ISO date of the copy read. */
  readonly date: string;
}

/** Every entry of every table in this folder carries its source. */
export interface Fact {
  readonly source: Source;
}

/** A page of the S3 User Guide. */
export function userGuide(page: string, date = '2026-04-13'): Source {
  return { url: `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`, date };
}

/** A page of the S3 API Reference. */
export function apiReference(page: string, date = '2026-04-13'): Source {
  return { url: `https://docs.aws.amazon.com/AmazonS3/latest/API/${page}.html`, date };
}

/** The service model that every AWS SDK is generated from. */
export const S3_CONTROL_MODEL: Source = {
  url: 'https://github.com/aws/api-models-aws/blob/main/models/s3-control/service/2018-08-20/s3-control-2018-08-20.json',
  date: '2026-10-01',
};

/** The endpoint rules that every AWS SDK follows for S3. */
export const S3_ENDPOINT_RULES: Source = {
  url: 'https://github.com/boto/botocore/blob/develop/botocore/data/s3/2006-03-01/endpoint-rule-set-1.json',
  date: '2026-08-07',
};

/** IAM's own list of actions, resources and condition keys of S3. */
export const SERVICE_AUTHORIZATION: Source = {
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  date: '2026-04-13',
};
