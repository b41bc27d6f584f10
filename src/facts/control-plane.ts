import { apiReference, type Fact, userGuide } from './source';

export interface ControlRegion extends Fact {
  readonly region: string;
}

/** Create, delete, get, list, describe and policy are answered here only; any other Region redirects, and no SDK follows. */
export const CONTROL_PLANE_REGION: ControlRegion = { region: 'us-west-2', source: userGuide('MultiRegionAccessPointRestrictions') };

const ROUTES = apiReference('API_control_SubmitMultiRegionAccessPointRoutes');

/** Routes are read and changed here, in any of the five: one of them answers while another is lost. */
export const FAILOVER_CONTROL_REGIONS: readonly ControlRegion[] = [
  { region: 'us-east-1', source: ROUTES },
  { region: 'us-west-2', source: ROUTES },
  { region: 'ap-southeast-2', source: ROUTES },
  { region: 'ap-northeast-1', source: ROUTES },
  { region: 'eu-west-1', source: ROUTES },
];
