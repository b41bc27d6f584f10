import { type RegionDials, equalRegionDials } from '../../control/routes/routing';
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
  readonly desired: RegionDials;
  readonly live: RegionDials;
  /** Whether the live routes were changed manually after the last deployment. */
  readonly isManualChange: boolean;
  readonly liveRoutes: RoutesResourceProperties['LiveRoutes'];
}

/** Decides how to treat the live routes. */
export function decideRoutes({ desired, live, isManualChange, liveRoutes }: RoutesDecisionInput): RoutesDecision {
  // A read can be two minutes old, so equal routes are submitted too. One Region is then active, even if another change
  // was in progress.
  if (!isManualChange) return 'submit';
  if (liveRoutes === 'ENFORCE') return 'overwrite';
  // If the template declares the manual change, there is no conflict.
  if (liveRoutes === 'KEEP' || equalRegionDials(live, desired)) return 'keep';
  return 'refuse';
}
