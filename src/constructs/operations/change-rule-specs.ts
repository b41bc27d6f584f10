import type * as events from 'aws-cdk-lib/aws-events';
import { CHANGE_EVENTS } from '../../facts/change-events';
import {
  makeAccessPointChangeEventPattern, makeBucketChangeEventPattern, makeRouteChangeEventPattern,
  type ResourcesWatchedForChanges,
} from './change-event-patterns';

/** A rule that reports calls of one kind. */
export interface ChangeRuleSpec {
  readonly id: string;
  /** The heading of the runbook. */
  readonly heading: string;
  /** The start of the description. */
  readonly change: string;
  /** The Regions where CloudTrail records the calls. */
  readonly regions: readonly string[];
  /** Whether the pattern contains the names of the buckets. */
  readonly watchesBuckets: boolean;
  readonly makePattern: (watched: ResourcesWatchedForChanges) => events.EventPattern;
}

/**
 * Makes the specifications of the event rules that report changes of buckets and, if there are access points, of access
 * points and routes.
 */
export function makeChangeRuleSpecs(
  { bucketRegions, hasAccessPoints }: { readonly bucketRegions: readonly string[]; readonly hasAccessPoints: boolean },
): ChangeRuleSpec[] {
  const { BUCKETS, ACCESS_POINTS, ROUTES } = CHANGE_EVENTS;
  const bucketRule: ChangeRuleSpec = {
    id: 'BucketChanges',
    heading: 'bucket-changes',
    change: 'The policy or the replication of a bucket was changed, or a bucket was deleted',
    regions: bucketRegions,
    watchesBuckets: true,
    makePattern: (watched) => makeBucketChangeEventPattern(BUCKETS.eventNames, watched),
  };
  // EventBridge refuses a pattern with an empty list.
  const bucketRules = bucketRegions.length === 0 ? [] : [bucketRule];
  if (!hasAccessPoints) return bucketRules;
  return [
    ...bucketRules,
    {
      id: 'AccessPointChanges',
      heading: 'access-point-changes',
      change: 'The policy of an access point was changed, or an access point was deleted',
      regions: ACCESS_POINTS.regions,
      watchesBuckets: false,
      makePattern: (watched) => makeAccessPointChangeEventPattern(ACCESS_POINTS.eventNames, watched),
    },
    {
      id: 'RouteChanges',
      heading: 'route-changes',
      change: 'The routes of an access point were changed',
      regions: ROUTES.regions,
      watchesBuckets: false,
      makePattern: (watched) => makeRouteChangeEventPattern(ROUTES.eventNames, watched),
    },
  ];
}
