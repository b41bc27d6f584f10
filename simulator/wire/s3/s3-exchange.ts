import { type Exchange } from '../exchange';

export const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An exchange about all buckets, about one, or about a sub-resource of one. */
export interface S3Exchange extends Exchange {
  readonly scope: 'service' | 'bucket';
  readonly subresource?: string;
}
