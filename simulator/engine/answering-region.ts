import { type Settings } from '../settings';
import { type Plane } from './operation-handler';
import { CONTROL_REGION, FAILOVER_REGIONS } from './regions';
import { ServiceError } from './service-error';

function answers(plane: Plane, region: string): boolean {
  switch (plane) {
    case 'control': return region === CONTROL_REGION;
    case 'routes': return FAILOVER_REGIONS.includes(region);
    case 'buckets': return true;
  }
}

/** Refuses what is signed for a Region that does not answer it. */
export function refuseWrongRegion(plane: Plane, region: string, { wrongRegion }: Settings): void {
  if (answers(plane, region)) return;
  if (wrongRegion === 'bad-request') {
    throw new ServiceError(
      'AuthorizationHeaderMalformed', `The authorization header is malformed; the region '${region}' is wrong; expecting '${CONTROL_REGION}'`,
      { Region: CONTROL_REGION });
  }
  throw new ServiceError(
    'PermanentRedirect', 'The resource you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `s3-control.${CONTROL_REGION}.amazonaws.com` });
}
