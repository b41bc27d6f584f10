import { type SignedRequest } from '../signatures/signed-request';

/** The bucket or access point, and the object, that a request addresses. */
export interface S3Target {
  /** Empty for requests that concern all buckets. */
  readonly bucket: string;
  /** The alias of an access point. */
  readonly alias?: string;
  /** Empty for requests that concern the whole bucket. */
  readonly key: string;
}

const ACCESS_POINT_HOST = /^(?<alias>[a-z][a-z0-9]*\.mrap)\.accesspoint\.s3-global\.amazonaws\.com(?::\d+)?$/;
const BUCKET_HOST = /^(?<bucket>.+?)\.(?:localhost|s3\.(?:[a-z0-9-]+\.)?amazonaws\.com)(?::\d+)?$/;

/** Returns the alias of an access point from its host name. */
export function parseAccessPointHost(host: string): string | undefined {
  return ACCESS_POINT_HOST.exec(host)?.groups?.alias;
}

/** Parses hosts such as `bucket.localhost:5000` and `bucket.s3.eu-west-1.amazonaws.com`, and paths of other hosts. */
export function parseS3Target(host: string, { url }: Pick<SignedRequest, 'url'>): S3Target {
  const path = url.split('?')[0].slice(1);
  const alias = parseAccessPointHost(host);
  if (alias !== undefined) return { bucket: '', alias, key: decodeURIComponent(path) };
  const bucket = BUCKET_HOST.exec(host)?.groups?.bucket;
  if (bucket !== undefined) return { bucket, key: decodeURIComponent(path) };
  const [first, ...rest] = path.split('/');
  return { bucket: decodeURIComponent(first), key: decodeURIComponent(rest.join('/')) };
}
