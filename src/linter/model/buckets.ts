import { readObjectLock } from '../../diagnostics/checks/object-lock';
import { neverHasForm } from '../evaluation/fillings';
import { asFlag, getValueAtPath, literalText } from '../evaluation/read';
import { isKnownText } from '../evaluation/symbols';
import { type TemplateModel, type TemplateResource, memoizePerApplication } from './template-model';

/** A bucket of the application. */
export interface TemplateBucket {
  readonly resource: TemplateResource;
  /** The name, or the symbol of a generated name. */
  readonly name: string;
  readonly arn: string;
  readonly region: string | undefined;
  readonly account: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const findBuckets = memoizePerApplication((application): TemplateBucket[] =>
  application.resourcesOfType('AWS::S3::Bucket').map((resource) => {
    const name = resource.reference();
    application.symbols.markBucketName(name);
    return {
      resource,
      name,
      arn: resource.reference('Arn'),
      region: resource.region,
      account: resource.account,
      properties: resource.properties,
    };
  }),
);

const bucketsByName = memoizePerApplication(
  (application) => new Map(findBuckets(application).map((bucket) => [bucket.name, bucket])),
);

export function findBucketByName(application: TemplateModel, name: string | undefined): TemplateBucket | undefined {
  return name === undefined ? undefined : bucketsByName(application).get(name);
}

/** The bucket of an ARN; the ARN may be that of an object. */
export function findBucketByArn(application: TemplateModel, arn: string | undefined): TemplateBucket | undefined {
  return findBucketByName(application, arn && parseBucketName(arn));
}

const BUCKET_ARN = /^arn:[^:]+:s3:::[^:/*]+$/;

/** Returns whether a text is certainly not the ARN of a bucket. */
export function isNeverBucketArn(application: TemplateModel, text: string): boolean {
  // A parameter or an attribute at the start can contain a part of the ARN.
  return isKnownText(text) || text.startsWith('arn:')
    ? neverHasForm(application.symbols, text, BUCKET_ARN)
    : findBucketByName(application, text) !== undefined;
}

/** The name of the bucket in the ARN of a bucket or of its objects. */
export function parseBucketName(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::([^/]+)/.exec(arn)?.[1];
}

export function isVersioned(bucket: TemplateBucket): boolean | undefined {
  const status = getValueAtPath(bucket.properties, 'VersioningConfiguration', 'Status');
  if (status === undefined) return bucket.properties.VersioningConfiguration === undefined ? false : undefined;
  const known = literalText(status);
  return known === undefined ? undefined : known === 'Enabled';
}

/**
 * The key of the default encryption: an id or ARN, true for a key managed by AWS, false without SSE-KMS, undefined if
 * unknown.
 */
export function readDefaultKey(bucket: TemplateBucket): string | boolean | undefined {
  const configuration = bucket.properties.BucketEncryption;
  if (configuration === undefined) return false;
  const rules = getValueAtPath(configuration, 'ServerSideEncryptionConfiguration');
  if (!Array.isArray(rules) || rules.length !== 1) return undefined;
  const settings = getValueAtPath(rules[0], 'ServerSideEncryptionByDefault');
  const algorithm = literalText(getValueAtPath(settings, 'SSEAlgorithm'));
  if (algorithm === undefined) return undefined;
  if (!algorithm.startsWith('aws:kms')) return false;
  const key = getValueAtPath(settings, 'KMSMasterKeyID');
  return typeof key === 'string' ? key : true;
}

/** Returns whether the default encryption uses an S3 Bucket Key; undefined if unknown. */
export function hasBucketKey(bucket: TemplateBucket): boolean | undefined {
  const rules = getValueAtPath(bucket.properties.BucketEncryption, 'ServerSideEncryptionConfiguration');
  if (!Array.isArray(rules) || rules.length !== 1) return undefined;
  const flag = getValueAtPath(rules[0], 'BucketKeyEnabled');
  return flag === undefined ? false : asFlag(flag);
}

export function hasObjectLock(bucket: TemplateBucket): boolean | undefined {
  return readObjectLock(bucket.properties);
}
