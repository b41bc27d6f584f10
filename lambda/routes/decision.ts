import { type Dials, equalDials } from '../../control/routes/routing';
import { type RoutesProperties } from '../../src/wire/routes';

export type Decision =
  | 'submit'
  /** Submit, and overwrite a manual change. */
  | 'overwrite'
  /** Keep a manual change. */
  | 'keep'
  /** Fail before any change. */
  | 'refuse';

export interface DecisionInput {
  readonly desired: Dials;
  readonly live: Dials;
  /** Whether the live routes were changed manually after the last deployment. */
  readonly isManualChange: boolean;
  readonly liveRoutes: RoutesProperties['LiveRoutes'];
}

/** Decides how to treat the live routes. */
export function decide({ desired, live, isManualChange, liveRoutes }: DecisionInput): Decision {
  // A read can be two minutes old, so equal routes are submitted too. One Region is then active, even if another change
  // was in progress.
  if (!isManualChange) return 'submit';
  if (liveRoutes === 'ENFORCE') return 'overwrite';
  // If the template declares the manual change, there is no conflict.
  if (liveRoutes === 'KEEP' || equalDials(live, desired)) return 'keep';
  return 'refuse';
}
