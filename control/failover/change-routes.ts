import { type Clock, SECOND } from '../clock';
import { type RoutesClient } from '../routes/routes-client';
import { type RegionDials } from '../routes/routing';
import { type RouteSubmissionInput, submitRoutesAndWait } from '../routes/submit-and-wait';
import { type FailoverPlan } from './plan';

const FAILOVER_SUBMIT_TIMEOUT = 65 * SECOND;
/** Twice the documented two minutes. */
const FAILOVER_EFFECT_TIMEOUT = 240 * SECOND;

export interface RouteChangeResult {
  readonly submittedAt: number;
  /** When the change first showed, or undefined if it did not. */
  readonly inEffectAt?: number;
  /** The routes of the last read, or undefined if no control Region answered after the submit. */
  readonly live?: RegionDials;
}

/**
 * Submits the named members of a planned change, and reads until their routes are in effect. Throws
 * `RouteChangeConflictError` if another change is in progress.
 */
export async function changeRoutes(
  client: RoutesClient, clock: Clock, plan: FailoverPlan, onWaiting?: RouteSubmissionInput['onWaiting'],
): Promise<RouteChangeResult> {
  const { named, after } = plan;
  const { submittedAt, inEffectAt, live } = await submitRoutesAndWait({
    client,
    clock,
    members: named,
    dials: new Map(named.map(({ region }) => [region, after.get(region) ?? 0])),
    submitUntil: clock.now() + FAILOVER_SUBMIT_TIMEOUT,
    waitUntil: (at) => at + FAILOVER_EFFECT_TIMEOUT,
    repeatsAfterConflict: false,
    onWaiting,
  });
  return { submittedAt, ...(inEffectAt !== undefined && { inEffectAt }), ...(live && { live }) };
}
