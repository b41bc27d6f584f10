import { type HttpRoute, type WireRequest } from '../http-route';

/** An HTTP route for an object, or for all objects of a bucket. */
export interface ObjectHttpRoute extends HttpRoute {
  readonly scope: 'bucket' | 'object';
  /** Query parameters that the request must have. A parameter can require a value, such as `list-type=2`. */
  readonly parameters?: readonly string[];
  /** A header that the request must have. */
  readonly requiredHeader?: string;
}

/** Returns the members that identify the object of a request. */
export function readObject({ label, key, query }: WireRequest): {
  readonly Bucket: string; readonly Key: string; readonly VersionId?: string;
} {
  return { Bucket: label, Key: key, VersionId: query.get('versionId') ?? undefined };
}

export function readUpload(request: WireRequest): {
  readonly Bucket: string; readonly Key: string; readonly UploadId: string;
} {
  return { ...readObject(request), UploadId: request.query.get('uploadId') ?? '' };
}
