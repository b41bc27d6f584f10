import { type Dials, equalDials } from '../../control/routes/routing';
import { type RoutesProperties } from '../../src/wire/routes';

/** What to do about live routes when others are declared. */
export type Decision =
  | 'submit'
  /** Submit, over what someone changed by hand. */
  | 'overwrite'
  /** Leave what someone changed by hand. */
  | 'keep'
  /** Fail before anything is touched. */
  | 'refuse';

export interface Situation {
  readonly desired: Dials;
  readonly live: Dials;
  /** What this stack declared last, or what S3 starts with. */
  readonly expected: Dials;
  readonly liveRoutes: RoutesProperties['LiveRoutes'];
  /** Created by the same deployment: nobody had reason to change its routes by hand. */
  readonly fresh: boolean;
}

/** By hand is what differs from what was last declared. */
export function decide({ desired, live, expected, liveRoutes, fresh }: Situation): Decision {
  const byHand = !fresh && !equalDials(live, expected);
  // A read may be two minutes old, so equal routes are submitted too: then one Region is active whatever was under way.
  if (!byHand) return 'submit';
  if (liveRoutes === 'ENFORCE') return 'overwrite';
  // Whoever failed over by hand and then declares it has nothing to decide.
  if (liveRoutes === 'KEEP' || equalDials(live, desired)) return 'keep';
  return 'refuse';
}
