import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { ServiceError } from '../engine/service-error';

/** The endpoints of AWS that name a Region. An endpoint of the simulator serves all Regions. */
const REGIONAL_HOST = /(?:^|\.)s3\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?::\d+)?$/;

/** Refuses a request at the endpoint of another Region than the Region of the bucket, as S3 does. */
export function refuseOtherRegion(host: string, bucket: Pick<SimulatedBucket, 'name' | 'region'> | undefined): void {
  const region = REGIONAL_HOST.exec(host)?.groups?.region;
  if (bucket === undefined || region === undefined || region === bucket.region) return;
  throw new ServiceError(
    'PermanentRedirect', 'The bucket you are attempting to access must be addressed using the specified endpoint. '
    + 'Please send all future requests to this endpoint.',
    { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    { 'x-amz-bucket-region': bucket.region });
}
