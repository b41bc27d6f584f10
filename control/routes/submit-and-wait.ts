import { type Clock } from '../clock';
import { poll } from '../poll';
import { NoControlRegion } from './control-regions';
import { type RoutesClient } from './routes-client';
import { type Dials, hasDials, type LiveRoute, toDials } from './routing';

export interface RouteSubmission {
  readonly client: RoutesClient;
  readonly clock: Clock;
  /** The members to submit, with their live routes before the change. */
  readonly members: readonly LiveRoute[];
  /** The routes of these members. The routes of other members do not count. */
  readonly desired: Dials;
  /** No attempt to submit starts later. */
  readonly submitUntil: number;
  /** Returns when to stop waiting for the change to show. */
  readonly waitUntil: (submittedAt: number) => number;
}

export interface RouteSubmissionResult {
  /** When a control Region accepted the change. */
  readonly submittedAt: number;
  /** When the change first showed, or undefined if it did not. */
  readonly inEffectAt?: number;
  /** The routes of the last read, or undefined if no control Region answered after the submit. */
  readonly live?: Dials;
}

/**
 * Submits a whole routing table in one call, and reads until a control Region shows it. The routes handler, the
 * function of Region switch and the command line all change routes here.
 */
export async function submitAndWait(submission: RouteSubmission): Promise<RouteSubmissionResult> {
  const { client, clock, members, desired, submitUntil, waitUntil } = submission;
  await client.submit(members, desired, submitUntil);
  const submittedAt = clock.now();
  let live: Dials | undefined;
  const inEffectAt = await poll({
    clock,
    startedAt: submittedAt,
    until: waitUntil(submittedAt),
    tick: async () => {
      live = await tryRead(submission) ?? live;
      return live && hasDials(live, desired) ? clock.now() : undefined;
    },
  });
  return { submittedAt, ...(inEffectAt !== undefined && { inEffectAt }), ...(live && { live }) };
}

/** One round without an answer is no reason to fail: S3 has accepted the change. */
async function tryRead({ client, clock }: RouteSubmission): Promise<Dials | undefined> {
  try {
    return toDials(await client.read(clock.now()));
  } catch (error) {
    if (error instanceof NoControlRegion) return undefined;
    throw error;
  }
}
