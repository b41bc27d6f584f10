import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from './control-plane';
import { type SourcedFact, makeS3UserGuideSource } from './source';

/** Calls that change declared resources, and the Regions in which CloudTrail records them. */
export interface MonitoredApiCalls extends SourcedFact {
  readonly eventNames: readonly string[];
  /** Undefined for the Region of the bucket. */
  readonly regions?: readonly string[];
}

const TRAIL = makeS3UserGuideSource('MultiRegionAccessPointMonitoring');

export const CHANGE_EVENTS = {
  BUCKETS: {
    eventNames: [
      'DeleteBucket',
      'DeleteBucketPolicy',
      'DeleteBucketReplication',
      'PutBucketPolicy',
      'PutBucketReplication',
    ],
    source: makeS3UserGuideSource('cloudtrail-logging-s3-info'),
  },
  ACCESS_POINTS: {
    eventNames: ['DeleteMultiRegionAccessPoint', 'PutMultiRegionAccessPointPolicy'],
    regions: [CONTROL_PLANE_REGION.region],
    source: TRAIL,
  },
  ROUTES: {
    eventNames: ['SubmitMultiRegionAccessPointRoutes'],
    regions: FAILOVER_CONTROL_REGIONS.map(({ region }) => region),
    source: TRAIL,
  },
} as const satisfies Record<string, MonitoredApiCalls>;
