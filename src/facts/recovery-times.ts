import { makeS3ApiReferenceSource, type SourcedFact } from './source';

/** A time that AWS states for a step of a recovery. */
export interface RecoveryTime extends SourcedFact {
  readonly seconds: number;
  /** The condition under which the time applies. */
  readonly scope: string;
}

/** The times that AWS states for the replication of an object and for a change of routes. */
export const RECOVERY_TIMES = {
  REPLICATION_TIME_CONTROL: {
    seconds: 900,
    scope: '99.9 % of the objects in a month, by the service level agreement',
    source: { url: 'https://aws.amazon.com/s3/sla-rtc/', date: '2022-05-04', verified: '2026-11-30' },
  },
  ROUTE_CHANGE: {
    seconds: 120,
    scope: 'after S3 accepted the routes',
    source: makeS3ApiReferenceSource('API_control_SubmitMultiRegionAccessPointRoutes'),
  },
} as const satisfies Record<string, RecoveryTime>;
