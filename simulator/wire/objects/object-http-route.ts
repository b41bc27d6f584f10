import { ServiceError } from '../../engine/service-error';
import { type BucketRequest, type ObjectRequest, type UploadRequest } from '../../model/objects';
import { isVersionId } from '../../objects/version-id';
import { type HttpRoute, type WireRequest } from '../http-route';

/** An HTTP route for an object, or for all objects of a bucket. */
export interface ObjectHttpRoute extends HttpRoute {
  readonly scope: 'bucket' | 'object';
  /** Query parameters that the request must have. A parameter can require a value, such as `list-type=2`. */
  readonly parameters?: readonly string[];
  /** If present, the only query parameters that the request can have, besides those of its signature. */
  readonly options?: readonly string[];
  /** A header that the request must have. */
  readonly requiredHeader?: string;
}

/** Returns the members that identify the bucket or access point of a request. */
export function readBucket({ label, header }: Pick<WireRequest, 'label' | 'header'>): BucketRequest {
  return { Bucket: label, ExpectedBucketOwner: header('x-amz-expected-bucket-owner') };
}

/** Parses the id of a version. */
export function parseVersionId(text: string | null | undefined, argument = 'versionId'): string | undefined {
  if (text === null || text === undefined || isVersionId(text)) return text ?? undefined;
  const message = text === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified';
  throw new ServiceError('InvalidArgument', message, { ArgumentName: argument, ArgumentValue: text });
}

/** Returns the members that identify the object of a request. */
export function readObject(request: WireRequest): ObjectRequest {
  const { key, query } = request;
  return { ...readBucket(request), Key: key, VersionId: parseVersionId(query.get('versionId')) };
}

export function readUpload(request: WireRequest): UploadRequest {
  const { key, query } = request;
  return { ...readBucket(request), Key: key, UploadId: query.get('uploadId') ?? '' };
}
