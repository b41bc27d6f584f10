import { type Settings } from '../settings';
import { type Plane } from './operation-handler';
import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from './regions';
import { ServiceError } from './service-error';

const REDIRECTED = 'The resource you are attempting to access must be addressed using the specified endpoint. '
  + 'Please send all future requests to this endpoint.';

function isAnsweredIn(plane: Plane, region: string): boolean {
  switch (plane) {
    case 'control': return region === CONTROL_PLANE_REGION;
    case 'routes': return FAILOVER_CONTROL_REGIONS.includes(region);
    case 'buckets': return true;
  }
}

/** Refuses a call that is signed for a Region without this operation. */
export function refuseWrongRegion(plane: Plane, region: string, { wrongRegion }: Settings): void {
  if (isAnsweredIn(plane, region)) return;
  if (wrongRegion === 'bad-request') {
    const problem = `the region '${region}' is wrong; expecting '${CONTROL_PLANE_REGION}'`;
    const message = `The authorization header is malformed; ${problem}`;
    throw new ServiceError('AuthorizationHeaderMalformed', message, { Region: CONTROL_PLANE_REGION });
  }
  const endpoint = `s3-control.${CONTROL_PLANE_REGION}.amazonaws.com`;
  throw new ServiceError('PermanentRedirect', REDIRECTED, { Endpoint: endpoint });
}
