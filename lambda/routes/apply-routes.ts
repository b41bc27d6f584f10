import { SECOND } from '../../control/clock';
import {
  type RegionDials, equalRegionDials, hasActiveMember, type LiveRoute, showRegionDials, toRegionDials,
} from '../../control/routes/routing';
import { submitRoutesAndWait } from '../../control/routes/submit-and-wait';
import {
  MRAP910_MANUAL_ROUTES_KEPT,
  MRAP913_NO_CONTROL_REGION,
  MRAP915_ROUTES_NOT_IN_EFFECT,
  MRAP921_NO_ACTIVE_MEMBER,
  MRAP922_CONTROL_REGION_LAGS,
} from '../../src/diagnostics/definitions/failover';
import { type Finding } from '../../src/diagnostics/finding';
import { HandlerError } from '../cloudformation/handler-error';
import { assertNotSuperseded } from '../cloudformation/superseded';
import { type RoutesResourceRequest, convertControlRegionFailures } from './request';

/**
 * No submit starts later after its request. The rollback of a cancelled change waits until then. The time includes the
 * recognition of stale control Regions.
 */
export const ROUTES_SUBMIT_TIMEOUT = 170 * SECOND;
/** Leaves time to revert a change within the five minutes of one invocation. */
const EFFECT_TIMEOUT = 255 * SECOND;
const REVERT_TIMEOUT = 30 * SECOND;
const TOO_LATE = 'the request is too old, and its rollback may have started';

export interface ApplyRoutesInput {
  readonly request: RoutesResourceRequest;
  /** The live routes before the change. */
  readonly members: readonly LiveRoute[];
  readonly desired: RegionDials;
  /** The dials to submit. S3 does not change the other members. */
  readonly dials: RegionDials;
  /** Whether the change restores the routes before a failed update. It then must not fail after S3 has accepted it. */
  readonly isRollback?: boolean;
  /** No submit starts later. */
  readonly submitUntil: number;
}

/**
 * Submits the desired routes and waits for their effect. Returns the live routes, which differ from the desired ones
 * after a manual change. Returns undefined if no control Region answered after the submit.
 */
export function applyRoutes(change: ApplyRoutesInput): Promise<RegionDials | undefined> {
  return convertControlRegionFailures('change the routes', () => submitAndCheck(change));
}

async function submitAndCheck(change: ApplyRoutesInput): Promise<RegionDials | undefined> {
  const { request: { context: { clock, report }, client, invokedAt }, members, desired, dials, submitUntil } = change;
  await assertNotSuperseded(change.request.context, change.request.event);
  if (clock.now() >= submitUntil) {
    throw new HandlerError([
      MRAP913_NO_CONTROL_REGION.create({ doing: 'change the routes', failures: [TOO_LATE], advice: 'deploy again' }),
    ]);
  }
  const waitUntil = () => invokedAt + EFFECT_TIMEOUT;
  const { inEffectAt, live, lagging } = await submitRoutesAndWait({
    client, clock, members, dials, submitUntil, waitUntil, repeatsAfterConflict: change.isRollback === true,
  });
  if (live && !hasActiveMember(live)) report(MRAP921_NO_ACTIVE_MEMBER.create({ live: showRegionDials(live) }));
  if (inEffectAt !== undefined) {
    if (lagging.length > 0) report(MRAP922_CONTROL_REGION_LAGS.create({ regions: lagging }));
    // An operator has changed another member since the read before the submit.
    if (live && !equalRegionDials(live, desired)) reportManualRoutes(change, live);
    return live;
  }
  if (live === undefined) return undefined;
  if (equalRegionDials(live, toRegionDials(members))) {
    if (!change.isRollback) throw await revert(change, live);
    report(makeNotInEffect(desired, live, 'S3 has accepted them, and they may still take effect'));
    return live;
  }
  reportManualRoutes(change, live);
  return live;
}

function reportManualRoutes({ request: { context: { report } }, desired }: ApplyRoutesInput, live: RegionDials): void {
  report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showRegionDials(live), declared: showRegionDials(desired) }));
}

/**
 * Reverts a change that S3 accepted and that has no effect, because it could take effect later. After a failed update,
 * its rollback submits the previous routes. The rollback may already run, so the update itself must not submit them. A
 * creation has no rollback of its routes.
 */
async function revert({ request, members, desired }: ApplyRoutesInput, previous: RegionDials): Promise<HandlerError> {
  const outcome = request.event.type === 'Update'
    ? 'the rollback submits the previous routes again'
    : await undoSubmit(request, members, previous);
  return new HandlerError([makeNotInEffect(desired, previous, outcome)]);
}

function makeNotInEffect(desired: RegionDials, live: RegionDials, outcome: string): Finding {
  return MRAP915_ROUTES_NOT_IN_EFFECT.create({
    desired: showRegionDials(desired),
    live: showRegionDials(live),
    outcome,
  });
}

function undoSubmit(
  { context: { clock }, client }: RoutesResourceRequest, members: readonly LiveRoute[], previous: RegionDials,
): Promise<string> {
  const reverted = 'the previous routes were submitted again';
  const notReverted = 'they could not be reverted and may still take effect';
  return client.submit({ members, dials: previous, until: clock.now() + REVERT_TIMEOUT }).then(
    ({ accepted }) => (accepted ? reverted : notReverted),
    () => notReverted,
  );
}
