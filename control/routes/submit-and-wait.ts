import { type Clock, SECOND } from '../clock';
import { AllControlRegionsFailedError, RouteChangeConflictError, UnconfirmedRouteChangeError } from './control-regions';
import { type RoutesClient } from './routes-client';
import { findRoutesPropagation, areSubmittedDialsInEffect, type RoutingTableInControlRegions } from './routes-views';
import { type RegionDials, type LiveRoute } from './routing';

/** S3 documents that every control Region returns a change after two minutes. */
export const ROUTES_PROPAGATION_TIMEOUT = 120 * SECOND;
const READ_INTERVAL = 5 * SECOND;
const CONFLICT_INTERVAL = 5 * SECOND;

export interface RouteSubmissionInput {
  readonly client: RoutesClient;
  readonly clock: Clock;
  /** The members to submit, with their live routes before the change. */
  readonly members: readonly LiveRoute[];
  /** The dials of these members. S3 does not change the other members. */
  readonly dials: RegionDials;
  /** No attempt to submit starts later. */
  readonly submitUntil: number;
  /** Returns when to stop waiting for the change to show. */
  readonly waitUntil: (submittedAt: number) => number;
  /** Whether to submit again while another change is in progress. */
  readonly repeatsAfterConflict: boolean;
  /** Called before the change is submitted again, and before it is read back without an accepted submit. */
  readonly onWaiting?: (wait: 'repeating' | 'reading back', until: number) => void;
}

export interface RouteSubmissionResult {
  /** When S3 accepted the change, or when the last control Region did not answer. */
  readonly submittedAt: number;
  /** When the change was in effect, or undefined if it did not show. */
  readonly inEffectAt?: number;
  /** The table that most control Regions returned last, or undefined if none answered after the submit. */
  readonly live?: RegionDials;
  /** The control Regions that returned other dials last. */
  readonly lagging: readonly string[];
}

/**
 * Submits dials in one call, and reads all control Regions until the dials are in effect. The routes handler, the
 * function of Region switch and the command line all change routes here. A submit without an answer is read back, too.
 * Throws `RouteChangeConflictError` if another change is in progress, and `UnconfirmedRouteChangeError` if S3 neither
 * answers nor returns the change.
 */
export async function submitRoutesAndWait(submission: RouteSubmissionInput): Promise<RouteSubmissionResult> {
  const { clock, waitUntil, onWaiting = () => {} } = submission;
  const { accepted, skipped } = await submit(submission);
  const submittedAt = clock.now();
  const settledAt = submittedAt + ROUTES_PROPAGATION_TIMEOUT;
  const until = accepted ? waitUntil(submittedAt) : Math.min(waitUntil(submittedAt), settledAt);
  if (!accepted) onWaiting('reading back', until);
  let views: RoutingTableInControlRegions[] = [];
  for (;;) {
    const isSettled = clock.now() >= settledAt;
    views = await tryRead(submission) ?? views;
    const effect = findRoutesPropagation(views, submission.dials);
    const isEffective = areSubmittedDialsInEffect(effect, isSettled);
    if (isEffective || clock.now() >= until) {
      const live = views.length > 0 ? views[0].dials : undefined;
      if (!accepted && !isEffective) throw new UnconfirmedRouteChangeError(skipped, live);
      return {
        submittedAt,
        lagging: effect.lagging,
        ...(isEffective && { inEffectAt: clock.now() }),
        ...(live && { live }),
      };
    }
    await clock.sleep(Math.min(READ_INTERVAL, until - clock.now()));
  }
}

async function submit(
  { client, clock, members, dials, submitUntil: until, repeatsAfterConflict, onWaiting }: RouteSubmissionInput,
) {
  const onRepeating = () => onWaiting?.('repeating', until);
  for (;;) {
    try {
      return await client.submit({
        members, dials, until, yieldsToOtherCallers: !repeatsAfterConflict, onRepeating,
      });
    } catch (error) {
      const canRepeat = repeatsAfterConflict && clock.now() + CONFLICT_INTERVAL < until;
      if (!(error instanceof RouteChangeConflictError) || !canRepeat) throw error;
      await clock.sleep(CONFLICT_INTERVAL);
    }
  }
}

/** One round without an answer is no reason to fail: S3 may have accepted the change. */
async function tryRead({ client, clock }: RouteSubmissionInput): Promise<RoutingTableInControlRegions[] | undefined> {
  try {
    return await client.readEvery(clock.now());
  } catch (error) {
    if (error instanceof AllControlRegionsFailedError) return undefined;
    throw error;
  }
}
