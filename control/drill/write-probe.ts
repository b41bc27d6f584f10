import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { MINUTE, SECOND } from '../clock';
import { haveEqualRoutes, readEveryControlRegion } from '../routes/every-control-region';
import { submitRoutes } from '../routes/live-routes';
import { type RegionDials, toRegionDials, equalRegionDials, showRegionDials } from '../routes/routing';
import { type DrillCheckResult } from './report';
import { type DrillContext, runDrillCheck } from './run-check';

/** A younger change may not show in every control Region yet, and the probe could revert it. */
const UNCHANGED_PERIOD = 10 * MINUTE;
const READ_INTERVAL = MINUTE;
/** S3 refuses a submit that overlaps another one. */
const SUBMIT_INTERVAL = 5 * SECOND;

/**
 * Submits the live routes unchanged in each control Region, to verify that S3 accepts a submit. S3 does not return the
 * age of a change, so the probe first watches the routes for ten minutes and submits only if they do not change.
 *
 * @param readAt when the routes of the context were read
 */
export async function checkRouteSubmitInControlRegions(
  context: DrillContext, readAt: number,
): Promise<DrillCheckResult[]> {
  const { aws, clock, accessPoint: { account, arn }, members } = context;
  const live = toRegionDials(members);
  const checks: DrillCheckResult[] = [];
  let obstacle = await watchUntil(context, live, readAt + UNCHANGED_PERIOD);
  for (const { region } of FAILOVER_CONTROL_REGIONS) {
    checks.push(await runDrillCheck(clock, 'write-probe', region, async () => {
      obstacle ??= await findObstacle(context, live);
      if (obstacle !== undefined) return ['unknown', `not submitted: ${obstacle}`];
      await submitRoutes(aws, region, account, arn, members, live);
      await clock.sleep(SUBMIT_INTERVAL);
      return ['passed', `accepted ${showRegionDials(live)} unchanged`];
    }));
  }
  return checks;
}

/** Returns the first obstacle, or undefined if the routes did not change until this time. */
async function watchUntil(context: DrillContext, live: RegionDials, until: number): Promise<string | undefined> {
  for (;;) {
    const obstacle = await findObstacle(context, live);
    if (obstacle !== undefined || context.clock.now() >= until) return obstacle;
    await context.clock.sleep(Math.min(READ_INTERVAL, until - context.clock.now()));
  }
}

/** Returns the reason not to submit, or undefined if the live routes are unchanged. */
async function findObstacle(
  { aws, clock, accessPoint: { account, arn } }: DrillContext,
  live: RegionDials,
): Promise<string | undefined> {
  const reads = await readEveryControlRegion(aws, clock, account, arn);
  const [first] = reads.flatMap(({ routes }) => (routes === undefined ? [] : [toRegionDials(routes)]));
  if (first === undefined) return 'no control Region answered';
  if (!haveEqualRoutes(reads)) return 'control Regions returned different routes, so a change is in progress';
  return equalRegionDials(first, live) ? undefined : `the routes changed during the drill to ${showRegionDials(first)}`;
}
