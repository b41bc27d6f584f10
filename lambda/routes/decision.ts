import { type Dials, equalDials } from '../../control/routes/routing';
import { type RoutesResourceProperties } from '../../src/wire/routes';

export type RoutesDecision =
  | 'submit'
  /** Submit, and overwrite a manual change. */
  | 'overwrite'
  /** Keep a manual change. */
  | 'keep'
  /** Fail before any change. */
  | 'refuse';

export interface RoutesDecisionInput {
  readonly desired: Dials;
  readonly live: Dials;
  /** The routes that this stack declared last, or the routes of a new access point. */
  readonly expected: Dials;
  readonly liveRoutes: RoutesResourceProperties['LiveRoutes'];
  /** Whether the same deployment created the access point. Its routes then cannot have been changed manually. */
  readonly fresh: boolean;
}

/** Decides how to treat the live routes. Routes that differ from the last declared routes were changed manually. */
export function decideRoutes({ desired, live, expected, liveRoutes, fresh }: RoutesDecisionInput): RoutesDecision {
  const isManualChange = !fresh && !equalDials(live, expected);
  // A read can be two minutes old, so equal routes are submitted too. One Region is then active, even if another change
  // was in progress.
  if (!isManualChange) return 'submit';
  if (liveRoutes === 'ENFORCE') return 'overwrite';
  // If the template declares the manual change, there is no conflict.
  if (liveRoutes === 'KEEP' || equalDials(live, desired)) return 'keep';
  return 'refuse';
}
