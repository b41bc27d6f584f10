import { SECOND } from '../clock';
import { type Clock } from '../clock';
import { poll } from '../poll';
import { NoControlRegion } from '../routes/control-regions';
import { type RoutesClient } from '../routes/routes-client';
import { type Dials, toDials, equalDials } from '../routes/routing';
import { type FailoverPlan } from './plan';

/** How long a submit may go round the five control Regions. */
const SENT_WITHIN = 65 * SECOND;
/** Two minutes are documented, four are patience. */
const SHOWN_WITHIN = 240 * SECOND;

export interface Changed {
  readonly submittedAt: number;
  /** When the routes first showed; undefined where they never did. */
  readonly inEffectAt?: number;
  /** The routes as read last. */
  readonly live: Dials;
}

/** Submits a planned change in one call, and reads until it shows. */
export async function changeRoutes(client: RoutesClient, clock: Clock, plan: FailoverPlan): Promise<Changed> {
  await client.submit(plan.members, plan.after, clock.now() + SENT_WITHIN);
  const submittedAt = clock.now();
  let live = plan.before;
  const inEffectAt = await poll({
    clock,
    startedAt: submittedAt,
    until: submittedAt + SHOWN_WITHIN,
    tick: async () => {
      try {
        live = toDials(await client.read(clock.now()));
      } catch (error) {
        // The change is accepted; that nobody can show it for the moment is no reason to fail.
        if (!(error instanceof NoControlRegion)) throw error;
      }
      return equalDials(live, plan.after) ? clock.now() : undefined;
    },
  });
  return { submittedAt, live, ...(inEffectAt !== undefined && { inEffectAt }) };
}
