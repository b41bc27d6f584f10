import { type SimulatorSettings } from '../settings';
import { type OperationRegionScope } from './operation-handler';
import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from './regions';
import { ServiceError } from './service-error';

/** The text as S3 Control returned it in 2022 and 2024, without the element Endpoint. */
function makeRedirectMessage(regions: readonly string[]): string {
  return `This API operation is only available in the following Regions: ${regions.join(', ')}. `
    + 'Make sure to send all future requests to a supported Region.';
}

function isAnsweredIn(plane: OperationRegionScope, region: string): boolean {
  switch (plane) {
    case 'control': return region === CONTROL_PLANE_REGION;
    case 'routes': return FAILOVER_CONTROL_REGIONS.includes(region);
    case 'buckets': return true;
  }
}

/** Refuses a call that is signed for a Region without this operation. */
export function refuseCallOfWrongRegion(
  plane: OperationRegionScope, region: string, { wrongRegion }: SimulatorSettings,
): void {
  if (isAnsweredIn(plane, region)) return;
  if (wrongRegion === 'bad-request') {
    const problem = `the region '${region}' is wrong; expecting '${CONTROL_PLANE_REGION}'`;
    const message = `The authorization header is malformed; ${problem}`;
    throw new ServiceError('AuthorizationHeaderMalformed', message, { Region: CONTROL_PLANE_REGION });
  }
  const regions = plane === 'routes' ? FAILOVER_CONTROL_REGIONS : [CONTROL_PLANE_REGION];
  throw new ServiceError('PermanentRedirect', makeRedirectMessage(regions));
}
