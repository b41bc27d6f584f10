import { SECOND } from '../../control/clock';
import { poll } from '../../control/poll';
import { NoControlRegion } from '../../control/routes/control-regions';
import { type RoutesClient } from '../../control/routes/routes-client';
import { type Dials, dialsOf, equalDials, type LiveRoute, showDials } from '../../control/routes/routing';
import { MRAP910, MRAP915 } from '../../src/checks/diagnostics/failover';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';

/** How long one question may go round the five control Regions: a denial of all is waited out for a minute. */
export const ASKING_PATIENCE = 65 * SECOND;
/** Leaves one round of the five, within one invocation, to take a change back. */
const SHOWN_UNTIL = 255 * SECOND;

export interface Change {
  readonly environment: Environment;
  readonly client: RoutesClient;
  readonly startedAt: number;
  /** The routes as they are. */
  readonly members: readonly LiveRoute[];
  readonly wish: Dials;
}

/**
 * Submits, and waits until it shows. Answers what is live in the end: the wish, or what someone made of it meanwhile; undefined where no
 * control Region could say, though one had accepted it.
 */
export async function apply(change: Change): Promise<Dials | undefined> {
  const { environment: { clock, report }, client, members, wish, startedAt } = change;
  const former = dialsOf(members);
  await client.submit(members, wish, clock.now() + ASKING_PATIENCE);

  let live: Dials | undefined;
  const shown = await poll({
    clock,
    startedAt: clock.now(),
    until: startedAt + SHOWN_UNTIL,
    tick: async () => {
      live = await readOnce(change) ?? live;
      return live && equalDials(live, wish) ? true : undefined;
    },
  });
  if (shown || live === undefined) return live;
  if (equalDials(live, former)) throw await takeBack(change, former);
  report(MRAP910.find({ live: showDials(live), declared: showDials(wish) }));
  return live;
}

async function readOnce({ environment: { clock }, client }: Change): Promise<Dials | undefined> {
  try {
    return dialsOf(await client.read(clock.now()));
  } catch (error) {
    // The change is accepted; that nobody can show it for the moment is no reason to fail.
    if (error instanceof NoControlRegion) return undefined;
    throw error;
  }
}

/** S3 accepted the change and does not show it: it might come when nobody expects it any more. */
async function takeBack({ environment: { clock }, client, members, wish }: Change, former: Dials): Promise<HandlerError> {
  const outcome = await client.submit(members, former, clock.now()).then(
    () => 'the former ones were submitted again',
    () => 'they could not be taken back and may still take effect',
  );
  return new HandlerError([MRAP915.find({ wish: showDials(wish), live: showDials(former), outcome })]);
}
