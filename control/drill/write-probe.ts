import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { MINUTE } from '../clock';
import { findAgreedRoutes, askEveryControlRegion } from '../routes/every-control-region';
import { submitRoutes } from '../routes/live-routes';
import { type Dials, toDials, equalDials, showDials } from '../routes/routing';
import { type Check } from './report';
import { type DrillContext, runCheck } from './step';

/** A change that is younger might not show yet everywhere, and be undone. */
const QUIET = 10 * MINUTE;
const PAUSE = MINUTE;

/**
 * Submits the live routes unchanged in each control Region, after ten minutes in which nobody has changed them: nobody tells how old a change
 * is, so it has to be watched.
 *
 * @param since when the routes of the context were read
 */
export async function probeWrites(context: DrillContext, since: number): Promise<Check[]> {
  const { aws, clock, accessPoint: { account, arn }, members } = context;
  const live = toDials(members);
  const checks: Check[] = [];
  let refusal = await watch(context, live, since + QUIET);
  for (const { region } of FAILOVER_CONTROL_REGIONS) {
    checks.push(await runCheck(clock, 'write-probe', region, async () => {
      refusal ??= await changedSince(context, live);
      if (refusal !== undefined) return ['unknown', refusal];
      await submitRoutes(aws, region, account, arn, members, live);
      return ['passed', `took ${showDials(live)} unchanged`];
    }));
  }
  return checks;
}

/** Why nothing may be submitted. */
async function watch(context: DrillContext, live: Dials, until: number): Promise<string | undefined> {
  for (;;) {
    const refusal = await changedSince(context, live);
    if (refusal !== undefined || context.clock.now() >= until) return refusal;
    await context.clock.sleep(Math.min(PAUSE, until - context.clock.now()));
  }
}

async function changedSince({ aws, clock, accessPoint: { account, arn } }: DrillContext, live: Dials): Promise<string | undefined> {
  const answers = await askEveryControlRegion(aws, clock, account, arn);
  const [first] = answers.flatMap(({ routes }) => (routes === undefined ? [] : [toDials(routes)]));
  if (first === undefined) return 'refused: no control region answers';
  if (!findAgreedRoutes(answers)) return 'refused: control regions see different routes, a change is under way';
  return equalDials(first, live) ? undefined : `refused: routes changed during the drill, they are ${showDials(first)} now`;
}
