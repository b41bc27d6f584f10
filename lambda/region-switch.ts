import { MINUTE } from '../control/clock';
import { resolveRoutingTable, showRegionDials, toRegionDials } from '../control/routes/routing';
import { submitRoutesAndWait } from '../control/routes/submit-and-wait';
import { checkAccessPointArn } from '../src/diagnostics/checks/names';
import { checkRoutingTable, type RoutingTable } from '../src/diagnostics/checks/routes';
import { MRAP915_ROUTES_NOT_IN_EFFECT } from '../src/diagnostics/definitions/failover';
import { parseAccessPointArn } from '../src/facts/identifiers';
import { assertNoErrors, HandlerError } from './cloudformation/handler-error';
import { type HandlerContext } from './handler-context';
import { ROUTES_SUBMIT_TIMEOUT } from './routes/apply-routes';
import { CONTROL_REGIONS_RETRY_TIMEOUT, createRoutesClient, convertControlRegionFailures } from './routes/request';

/** Leaves half a minute of the function's five. */
const SWITCH_TIMEOUT = 4.5 * MINUTE;

/** The environment variables of a function for ARC Region switch. */
export interface RegionSwitchSettings {
  readonly ACCESS_POINT_ARN?: string;
  /** Separated by commas. All other Regions become passive. */
  readonly ACTIVE_REGIONS?: string;
}

/** The routes before and after the change, for the record of the plan execution. */
export interface RegionSwitchResponse {
  readonly before: string;
  readonly after: string;
}

/**
 * Runs the custom action of a Region switch plan: activates the Regions that the function was deployed for. It does not
 * use the event, because Region switch invokes the function of the Region that it activates.
 *
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/custom-action-lambda-block.html
 */
export async function runRegionSwitchAction(
  context: HandlerContext,
  settings: RegionSwitchSettings,
): Promise<RegionSwitchResponse> {
  const { clock } = context;
  const { ACCESS_POINT_ARN: arn = '', ACTIVE_REGIONS: active = '' } = settings;
  const table: RoutingTable = { routes: active.split(',').map((region) => ({ region, dial: 100 })), others: 0 };
  assertNoErrors(checkAccessPointArn(arn));
  const startedAt = clock.now();
  const client = createRoutesClient(context, parseAccessPointArn(arn)!.account, arn, startedAt);

  const members = await convertControlRegionFailures('read the routes', () =>
    client.read(startedAt + CONTROL_REGIONS_RETRY_TIMEOUT));
  const regions = members.map(({ region }) => region);
  assertNoErrors(checkRoutingTable(table, regions));
  const desired = resolveRoutingTable(table, regions);
  // A read can be two minutes old, so equal routes are submitted too.
  const { inEffectAt, live } = await convertControlRegionFailures('change the routes', () =>
    submitRoutesAndWait({
      client,
      clock,
      members,
      dials: desired,
      submitUntil: startedAt + ROUTES_SUBMIT_TIMEOUT,
      waitUntil: () => startedAt + SWITCH_TIMEOUT,
      repeatsAfterConflict: true,
    }),
  );
  if (inEffectAt === undefined) {
    const outcome = 'they may still take effect';
    throw new HandlerError([
      MRAP915_ROUTES_NOT_IN_EFFECT.create({
        desired: showRegionDials(desired),
        live: live ? showRegionDials(live) : 'unknown',
        outcome,
      }),
    ]);
  }
  return { before: showRegionDials(toRegionDials(members)), after: showRegionDials(desired) };
}
