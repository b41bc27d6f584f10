import { asFields, asText } from '../evaluation/read';

export const SERVERLESS_FUNCTION_TYPE = 'AWS::Serverless::Function';
/** The types of SAM for which SAM creates a role with the given policies. */
export const SERVERLESS_TYPES_WITH_POLICIES = [SERVERLESS_FUNCTION_TYPE, 'AWS::Serverless::StateMachine'];
/** Both types of functions. They have the same properties for the role and for environment variables. */
export const FUNCTION_TYPES = ['AWS::Lambda::Function', SERVERLESS_FUNCTION_TYPE];

const READ = ['GetObject', 'ListBucket', 'GetBucketLocation', 'GetObjectVersion', 'GetLifecycleConfiguration'];
const WRITE = ['PutObject', 'PutObjectAcl', 'PutLifecycleConfiguration'];

/** The actions of the policy templates of SAM for buckets. */
const TEMPLATE_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  S3ReadPolicy: READ,
  S3WritePolicy: WRITE,
  S3CrudPolicy: [...READ, ...WRITE, 'DeleteObject'],
  S3FullAccessPolicy: [
    ...READ, ...WRITE, 'DeleteObject', 'GetObjectAcl', 'GetObjectVersionAcl', 'PutObjectVersionAcl',
    'DeleteObjectTagging', 'DeleteObjectVersionTagging', 'GetObjectTagging', 'GetObjectVersionTagging',
    'PutObjectTagging', 'PutObjectVersionTagging',
  ],
};

/** A policy template of SAM for a bucket. */
export interface BucketPolicyTemplate {
  readonly name: string;
  readonly bucket: string;
}

/** Reads a policy template of SAM for a bucket; undefined for other values. */
export function readBucketPolicyTemplate(policy: unknown): BucketPolicyTemplate | undefined {
  const [[name, parameters] = [], ...others] = Object.entries(asFields(policy) ?? {});
  const bucket = asText(asFields(parameters)?.BucketName);
  return name === undefined || others.length > 0 || !(name in TEMPLATE_ACTIONS) || bucket === undefined
    ? undefined
    : { name, bucket };
}

/** The policy document that SAM makes of a policy template. */
export function makeDocumentOfTemplate({ name, bucket }: BucketPolicyTemplate): unknown {
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    Statement: [{
      Effect: 'Allow', Action: TEMPLATE_ACTIONS[name].map((action) => `s3:${action}`), Resource: [arn, `${arn}/*`],
    }],
  };
}
