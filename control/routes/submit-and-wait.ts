import { type Clock, SECOND } from '../clock';
import { ChangeInProgress, NoControlRegion, UnconfirmedChange } from './control-regions';
import { findEffect, isInEffect, type Picture } from './pictures';
import { type RoutesClient } from './routes-client';
import { type Dials, type LiveRoute } from './routing';

/** S3 documents that every control Region returns a change after two minutes. */
export const PROPAGATION_TIMEOUT = 120 * SECOND;
const READ_INTERVAL = 5 * SECOND;
const CONFLICT_INTERVAL = 5 * SECOND;

export interface RouteSubmission {
  readonly client: RoutesClient;
  readonly clock: Clock;
  readonly members: readonly LiveRoute[];
  /** The dials to submit. S3 does not change the other members. */
  readonly dials: Dials;
  /** No attempt to submit starts later. */
  readonly submitUntil: number;
  /** Returns when to stop waiting for the change to show. */
  readonly waitUntil: (submittedAt: number) => number;
  /** Whether to submit again while another change is in progress. */
  readonly repeatsAfterConflict: boolean;
}

export interface RouteSubmissionResult {
  /** When S3 accepted the change, or when the last control Region did not answer. */
  readonly submittedAt: number;
  /** When the change was in effect, or undefined if it did not show. */
  readonly inEffectAt?: number;
  /** The table that most control Regions returned last, or undefined if none answered after the submit. */
  readonly live?: Dials;
  /** The control Regions that returned other dials last. */
  readonly lagging: readonly string[];
}

/**
 * Submits dials in one call, and reads all control Regions until the dials are in effect. The routes handler, the
 * function of Region switch and the command line all change routes here. A submit without an answer is read back, too.
 * Throws `ChangeInProgress` if another change is in progress, and `UnconfirmedChange` if S3 neither answers nor shows
 * the change.
 */
export async function submitAndWait(submission: RouteSubmission): Promise<RouteSubmissionResult> {
  const { clock, waitUntil } = submission;
  const { accepted, skipped } = await submit(submission);
  const submittedAt = clock.now();
  const settledAt = submittedAt + PROPAGATION_TIMEOUT;
  const until = accepted ? waitUntil(submittedAt) : Math.min(waitUntil(submittedAt), settledAt);
  let pictures: Picture[] = [];
  for (;;) {
    const isSettled = clock.now() >= settledAt;
    pictures = await tryRead(submission) ?? pictures;
    const effect = findEffect(pictures, submission.dials);
    const isEffective = isInEffect(effect, isSettled);
    if (isEffective || clock.now() >= until) {
      const live = pictures.length > 0 ? pictures[0].dials : undefined;
      if (!accepted && !isEffective) throw new UnconfirmedChange(skipped, live);
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

async function submit({ client, clock, members, dials, submitUntil: until, repeatsAfterConflict }: RouteSubmission) {
  for (;;) {
    try {
      return await client.submit({ members, dials, until });
    } catch (error) {
      const canRepeat = repeatsAfterConflict && clock.now() + CONFLICT_INTERVAL < until;
      if (!(error instanceof ChangeInProgress) || !canRepeat) throw error;
      await clock.sleep(CONFLICT_INTERVAL);
    }
  }
}

/** One round without an answer is no reason to fail: S3 may have accepted the change. */
async function tryRead({ client, clock }: RouteSubmission): Promise<Picture[] | undefined> {
  try {
    return await client.readEvery(clock.now());
  } catch (error) {
    if (error instanceof NoControlRegion) return undefined;
    throw error;
  }
}
