import { getPath, asFlag, literalText } from '../evaluation/read';
import { type Application, type TemplateResource, view } from './template-model';

/** A bucket that the application makes. */
export interface Bucket {
  readonly resource: TemplateResource;
  /** The name, or the symbol that stands for it. */
  readonly name: string;
  readonly arn: string;
  readonly region: string | undefined;
  readonly account: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const buckets = view((application): Bucket[] => application.ofType('AWS::S3::Bucket').map((resource) => ({
  resource,
  name: resource.reference(),
  arn: resource.reference('Arn'),
  region: resource.region,
  account: resource.account,
  properties: resource.properties,
})));

const byName = view((application) => new Map(buckets(application).map((bucket) => [bucket.name, bucket])));

export function bucketNamed(application: Application, name: string | undefined): Bucket | undefined {
  return name === undefined ? undefined : byName(application).get(name);
}

/** The bucket behind an ARN, be it the bucket's or its objects'. */
export function bucketByArn(application: Application, arn: string | undefined): Bucket | undefined {
  return bucketNamed(application, arn && parseBucketName(arn));
}

/** The bucket's name in an ARN of a bucket or of its objects. */
export function parseBucketName(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::([^/]+)/.exec(arn)?.[1];
}

export function isVersioned(bucket: Bucket): boolean | undefined {
  const status = getPath(bucket.properties, 'VersioningConfiguration', 'Status');
  if (status === undefined) return bucket.properties.VersioningConfiguration === undefined ? false : undefined;
  const known = literalText(status);
  return known === undefined ? undefined : known === 'Enabled';
}

/** What the bucket encrypts with by default: the key's id or ARN, true for a key of AWS's own, false for none, undefined where it is not known. */
export function defaultKey(bucket: Bucket): string | boolean | undefined {
  const configuration = bucket.properties.BucketEncryption;
  if (configuration === undefined) return false;
  const rules = getPath(configuration, 'ServerSideEncryptionConfiguration');
  if (!Array.isArray(rules) || rules.length !== 1) return undefined;
  const settings = getPath(rules[0], 'ServerSideEncryptionByDefault');
  const algorithm = literalText(getPath(settings, 'SSEAlgorithm'));
  if (algorithm === undefined) return undefined;
  if (!algorithm.startsWith('aws:kms')) return false;
  const key = getPath(settings, 'KMSMasterKeyID');
  return typeof key === 'string' ? key : true;
}

export function hasObjectLock(bucket: Bucket): boolean | undefined {
  return bucket.properties.ObjectLockEnabled === undefined ? false : asFlag(bucket.properties.ObjectLockEnabled);
}
