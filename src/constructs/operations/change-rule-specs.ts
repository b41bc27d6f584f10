import type * as events from 'aws-cdk-lib/aws-events';
import { CHANGE_EVENTS } from '../../facts/change-events';
import {
  makeAccessPointChangeEventPattern, makeBucketChangeEventPattern, makeRouteChangeEventPattern, makeRunbookEventPattern,
  type ResourcesWatchedForChanges,
} from './change-event-patterns';

/** The id of the rule for changes of routes. */
export const ROUTE_CHANGES = 'RouteChanges';

/** A rule that reports calls of one kind. */
export interface ChangeRuleSpec {
  readonly id: string;
  /** The heading of the runbook. */
  readonly heading: string;
  readonly description: string;
  /** The Regions where CloudTrail records the calls. */
  readonly regions: readonly string[];
  /** Whether the pattern contains the names of the buckets. */
  readonly watchesBuckets: boolean;
  readonly makePattern: (watched: ResourcesWatchedForChanges) => events.EventPattern;
}

/** Makes the specification of the event rule that reports the executions of runbooks with some names, if any. */
export function makeRunbookRuleSpecs(names: readonly string[], regions: readonly string[]): ChangeRuleSpec[] {
  return names.length === 0 ? [] : [{
    id: 'RunbookExecutions',
    heading: 'runbook-executions',
    description: 'A runbook submitted routes, or an execution of a runbook ended.',
    regions,
    watchesBuckets: false,
    makePattern: () => makeRunbookEventPattern(names),
  }];
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
    description:
      'The policy or the replication of a bucket was changed, or a bucket was deleted, outside a deployment.',
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
      description: 'The policy of an access point was changed, or an access point was deleted, outside a deployment.',
      regions: ACCESS_POINTS.regions,
      watchesBuckets: false,
      makePattern: (watched) => makeAccessPointChangeEventPattern(ACCESS_POINTS.eventNames, watched),
    },
    {
      id: ROUTE_CHANGES,
      heading: 'route-changes',
      description: 'The routes of an access point were changed outside a deployment.',
      regions: ROUTES.regions,
      watchesBuckets: false,
      makePattern: (watched) => makeRouteChangeEventPattern(ROUTES.eventNames, watched),
    },
  ];
}
