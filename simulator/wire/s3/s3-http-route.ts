import { type HttpRoute } from '../http-route';

export const S3_XML_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An HTTP route for all buckets, for one bucket, or for a sub-resource of a bucket. */
export interface S3HttpRoute extends HttpRoute {
  readonly scope: 'service' | 'bucket';
  readonly subresource?: string;
}
