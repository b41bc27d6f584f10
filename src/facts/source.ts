/** The source of a fact, and the date of the copy that was read. If AWS changes a page, the newer source is right. */
export interface Source {
  /** The page, model or code that states the fact. */
  readonly url: string;
  /** ISO date of the copy. */
  readonly date: string;
}

/** Every entry of every table in this folder has a source. */
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

/** A page of the CloudFormation Template Reference. */
export function templateReference(page: string, date = '2026-04-13'): Source {
  return { url: `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`, date };
}

/** A page of the CloudFormation User Guide. */
export function cloudFormationGuide(page: string, date = '2026-04-13'): Source {
  return { url: `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/${page}.html`, date };
}

/** A page of the CDK Developer Guide. */
export function cdkGuide(page: string, date = '2026-11-10'): Source {
  return { url: `https://docs.aws.amazon.com/cdk/v2/guide/${page}.html`, date };
}

/** The service model from which AWS generates every SDK. */
export const S3_CONTROL_MODEL: Source = {
  url: 'https://github.com/aws/api-models-aws/blob/main/models/s3-control/service/2018-08-20/s3-control-2018-08-20.json',
  date: '2026-10-01',
};

/** The endpoint rules for S3 in every AWS SDK. */
export const S3_ENDPOINT_RULES: Source = {
  url: 'https://github.com/boto/botocore/blob/develop/botocore/data/s3/2006-03-01/endpoint-rule-set-1.json',
  date: '2026-08-07',
};

/** The actions, resources and condition keys of S3 in IAM. */
export const SERVICE_AUTHORIZATION: Source = {
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  date: '2026-04-13',
};
