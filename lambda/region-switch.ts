import { MINUTE } from '../control/clock';
import { showFailure } from '../control/failure';
import { poll } from '../control/poll';
import { NoControlRegion } from '../control/routes/control-regions';
import { RoutesClient } from '../control/routes/routes-client';
import { type Dials, toDials, equalDials, resolveTable, showDials } from '../control/routes/routing';
import { checkArn } from '../src/diagnostics/checks/names';
import { checkRoutes, type RoutingTable } from '../src/diagnostics/checks/routes';
import { MRAP914_CONTROL_REGION_SKIPPED, MRAP915_ROUTES_NOT_IN_EFFECT } from '../src/diagnostics/definitions/failover';
import { onlyErrors } from '../src/diagnostics/finding';
import { parseAccessPointArn } from '../src/facts/identifiers';
import { HandlerError } from './cloudformation/handler-error';
import { type HandlerContext } from './handler-context';
import { SENT_WITHIN } from './routes/apply';
import { ASKING_PATIENCE, toHandlerError } from './routes/request';

/** Leaves the function half a minute of its five. */
const SHOWN_WITHIN = 4.5 * MINUTE;

/** What a function for ARC Region switch was deployed with. */
export interface RegionSwitchSettings {
  readonly ACCESS_POINT_ARN?: string;
  /** By commas; all other Regions become passive. */
  readonly ACTIVE_REGIONS?: string;
}

/** The routes as they were and as they are, for whoever reads the record of the plan. */
export interface RegionSwitchAnswer {
  readonly before: string;
  readonly after: string;
}

/**
 * The custom action of a plan: makes the Regions active that the function was deployed for. It needs nothing of the event of Region switch, which
 * invokes the function of the Region that it activates.
 *
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/custom-action-lambda-block.html
 */
export async function switchRegion(context: HandlerContext, settings: RegionSwitchSettings): Promise<RegionSwitchAnswer> {
  const { s3, clock, report } = context;
  const { ACCESS_POINT_ARN: accessPointArn = '', ACTIVE_REGIONS: active = '' } = settings;
  const table: RoutingTable = { routes: active.split(',').map((region) => ({ region, dial: 100 })), others: 0 };
  refuse(checkArn(accessPointArn));
  const startedAt = clock.now();
  const client = new RoutesClient({
    s3,
    clock,
    accountId: parseAccessPointArn(accessPointArn)!.account,
    accessPointArn,
    startedAt,
    onSkipped: ({ region, failure }) => report(MRAP914_CONTROL_REGION_SKIPPED.create({ region, reason: showFailure(failure) })),
  });

  const members = await toHandlerError('read the routes', () => client.read(startedAt + ASKING_PATIENCE));
  const regions = members.map(({ region }) => region);
  refuse(checkRoutes(table, regions));
  const desired = resolveTable(table, regions);
  // A read may be two minutes old, so equal routes are submitted too.
  await toHandlerError('change the routes', () => client.submit(members, desired, startedAt + SENT_WITHIN));
  const live = await waitUntilShown(client, context, desired, startedAt);
  if (!live || !equalDials(live, desired)) {
    throw new HandlerError([MRAP915_ROUTES_NOT_IN_EFFECT.create({ desired: showDials(desired), live: live ? showDials(live) : 'unknown', outcome: 'they may still take effect' })]);
  }
  return { before: showDials(toDials(members)), after: showDials(live) };
}

async function waitUntilShown(client: RoutesClient, { clock }: HandlerContext, desired: Dials, startedAt: number): Promise<Dials | undefined> {
  let live: Dials | undefined;
  await poll({
    clock,
    startedAt: clock.now(),
    until: startedAt + SHOWN_WITHIN,
    tick: async () => {
      live = await readOnce(client, clock.now()) ?? live;
      return live && equalDials(live, desired) ? true : undefined;
    },
  });
  return live;
}

async function readOnce(client: RoutesClient, until: number): Promise<Dials | undefined> {
  try {
    return toDials(await client.read(until));
  } catch (error) {
    // The change is accepted; that nobody can show it for the moment is no reason to fail.
    if (error instanceof NoControlRegion) return undefined;
    throw error;
  }
}

function refuse(findings: Parameters<typeof onlyErrors>[0]): void {
  const errors = onlyErrors(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
