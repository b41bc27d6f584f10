import { makeS3ApiReferenceSource, type SourcedFact, makeS3UserGuideSource } from './source';

export interface ControlRegion extends SourcedFact {
  readonly region: string;
}

/** The Region of all calls except those for routes. Other Regions answer with a redirect, which SDKs do not follow. */
export const CONTROL_PLANE_REGION: ControlRegion = {
  region: 'us-west-2',
  source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions'),
};

const ROUTES = makeS3ApiReferenceSource('API_control_SubmitMultiRegionAccessPointRoutes');

/** The Regions of calls that read or change routes. Each of them works without the others. */
export const FAILOVER_CONTROL_REGIONS: readonly ControlRegion[] = [
  { region: 'us-east-1', source: ROUTES },
  { region: 'us-west-2', source: ROUTES },
  { region: 'ap-southeast-2', source: ROUTES },
  { region: 'ap-northeast-1', source: ROUTES },
  { region: 'eu-west-1', source: ROUTES },
];
