import { SECOND } from '../../control/clock';
import { poll } from '../../control/poll';
import { NoControlRegion } from '../../control/routes/control-regions';
import { type Dials, toDials, equalDials, type LiveRoute, showDials } from '../../control/routes/routing';
import { MRAP910_MANUAL_ROUTES_KEPT, MRAP913_NO_CONTROL_REGION, MRAP915_ROUTES_NOT_IN_EFFECT } from '../../src/diagnostics/definitions/failover';
import { HandlerError } from '../cloudformation/handler-error';
import { type RoutesRequest, toHandlerError } from './request';

/** A change is sent within this time of its request or never: the rollback of a change that was given up waits until then. */
export const SENT_WITHIN = 90 * SECOND;
const TOO_LATE = 'the request is too old, its rollback may have begun';
/** Leaves time, within one invocation, to take a change back. */
const SHOWN_WITHIN = 255 * SECOND;
const TAKEN_BACK_WITHIN = 30 * SECOND;

export interface RouteSubmission {
  readonly request: RoutesRequest;
  /** The routes as they are. */
  readonly members: readonly LiveRoute[];
  readonly desired: Dials;
  /** No submit begins later. */
  readonly sendUntil: number;
}

/**
 * Submits, and waits until it shows. Answers what is live in the end: the wish, or what someone made of it meanwhile; undefined where no
 * control Region could say, though one had accepted it.
 */
export function apply(change: RouteSubmission): Promise<Dials | undefined> {
  return toHandlerError('change the routes', () => submitAndWait(change));
}

async function submitAndWait(change: RouteSubmission): Promise<Dials | undefined> {
  const { request: { context: { clock, report }, client, invokedAt }, members, desired, sendUntil } = change;
  const former = toDials(members);
  if (clock.now() >= sendUntil) throw new HandlerError([MRAP913_NO_CONTROL_REGION.create({ doing: 'change the routes', failures: [TOO_LATE], advice: 'deploy again' })]);
  await client.submit(members, desired, sendUntil);

  let live: Dials | undefined;
  const shown = await poll({
    clock,
    startedAt: clock.now(),
    until: invokedAt + SHOWN_WITHIN,
    tick: async () => {
      live = await readOnce(change) ?? live;
      return live && equalDials(live, desired) ? true : undefined;
    },
  });
  if (shown || live === undefined) return live;
  if (equalDials(live, former)) throw await takeBack(change, former);
  report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showDials(live), declared: showDials(desired) }));
  return live;
}

async function readOnce({ request: { context: { clock }, client } }: RouteSubmission): Promise<Dials | undefined> {
  try {
    return toDials(await client.read(clock.now()));
  } catch (error) {
    // The change is accepted; that nobody can show it for the moment is no reason to fail.
    if (error instanceof NoControlRegion) return undefined;
    throw error;
  }
}

/**
 * S3 accepted the change and does not show it: it might come when nobody expects it any more. The rollback of an update submits the former ones
 * again, and a creation has none. What shows the former ones may be just that rollback, so an update must not send them itself.
 */
async function takeBack({ request: { context: { clock }, client, event }, members, desired }: RouteSubmission, former: Dials): Promise<HandlerError> {
  const outcome = event.type === 'Update' ? 'the rollback submits the former ones again' : await client
    .submit(members, former, clock.now() + TAKEN_BACK_WITHIN).then(
      () => 'the former ones were submitted again',
      () => 'they could not be taken back and may still take effect',
    );
  return new HandlerError([MRAP915_ROUTES_NOT_IN_EFFECT.create({ desired: showDials(desired), live: showDials(former), outcome })]);
}
