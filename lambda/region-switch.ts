import { MINUTE } from '../control/clock';
import { showFailure } from '../control/failure';
import { poll } from '../control/poll';
import { NoControlRegion } from '../control/routes/control-regions';
import { RoutesClient } from '../control/routes/routes-client';
import { type Dials, dialsOf, equalDials, resolveTable, showDials } from '../control/routes/routing';
import { MRAP914, MRAP915 } from '../src/checks/diagnostics/failover';
import { errorsOf } from '../src/checks/finding';
import { checkArn } from '../src/checks/names';
import { checkRoutes, type RoutingTable } from '../src/checks/routes';
import { parseAccessPointArn } from '../src/facts/identifiers';
import { HandlerError } from './cloudformation/handler-error';
import { type Environment } from './context';
import { SENT_WITHIN } from './routes/apply';
import { ASKING_PATIENCE, tellFailure } from './routes/request';

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
export async function switchRegion(environment: Environment, settings: RegionSwitchSettings): Promise<RegionSwitchAnswer> {
  const { s3, clock, report } = environment;
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
    onSkipped: ({ region, failure }) => report(MRAP914.find({ region, reason: showFailure(failure) })),
  });

  const members = await tellFailure('read the routes', () => client.read(startedAt + ASKING_PATIENCE));
  const regions = members.map(({ region }) => region);
  refuse(checkRoutes(table, regions));
  const wish = resolveTable(table, regions);
  // A read may be two minutes old, so equal routes are submitted too.
  await tellFailure('change the routes', () => client.submit(members, wish, startedAt + SENT_WITHIN));
  const live = await waitUntilShown(client, environment, wish, startedAt);
  if (!live || !equalDials(live, wish)) {
    throw new HandlerError([MRAP915.find({ wish: showDials(wish), live: live ? showDials(live) : 'unknown', outcome: 'they may still take effect' })]);
  }
  return { before: showDials(dialsOf(members)), after: showDials(live) };
}

async function waitUntilShown(client: RoutesClient, { clock }: Environment, wish: Dials, startedAt: number): Promise<Dials | undefined> {
  let live: Dials | undefined;
  await poll({
    clock,
    startedAt: clock.now(),
    until: startedAt + SHOWN_WITHIN,
    tick: async () => {
      live = await readOnce(client, clock.now()) ?? live;
      return live && equalDials(live, wish) ? true : undefined;
    },
  });
  return live;
}

async function readOnce(client: RoutesClient, until: number): Promise<Dials | undefined> {
  try {
    return dialsOf(await client.read(until));
  } catch (error) {
    // The change is accepted; that nobody can show it for the moment is no reason to fail.
    if (error instanceof NoControlRegion) return undefined;
    throw error;
  }
}

function refuse(findings: Parameters<typeof errorsOf>[0]): void {
  const errors = errorsOf(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
