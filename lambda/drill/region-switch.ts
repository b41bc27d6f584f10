import { type AwsCalls } from '../../control/aws';
import { type Clock, MINUTE, SECOND } from '../../control/clock';
import { estimateDataLoss, showBacklog } from '../../control/failover/loss';
import { type FailoverPlan, planSavedDials } from '../../control/failover/plan';
import { type RoutesClient } from '../../control/routes/routes-client';
import { groupReadsByRoutingTable, type RoutingTableInControlRegions } from '../../control/routes/routes-views';
import { resolveRoutingTable, showRegionDials } from '../../control/routes/routing';
import { submitRoutesAndWait } from '../../control/routes/submit-and-wait';
import { checkAccessPointArn } from '../../src/diagnostics/checks/names';
import { checkRoutingTable, type RoutingTable } from '../../src/diagnostics/checks/routes';
import { MRAP915_ROUTES_NOT_IN_EFFECT } from '../../src/diagnostics/definitions/failover';
import {
  MRAP947_REGION_SWITCH_REFUSED, MRAP948_REGION_SWITCH_WITH_BACKLOG,
} from '../../src/diagnostics/definitions/region-switch';
import { type Finding } from '../../src/diagnostics/finding';
import { parseAccessPointArn } from '../../src/facts/identifiers';
import { assertNoErrors, HandlerError } from '../cloudformation/handler-error';
import { ROUTES_SUBMIT_TIMEOUT } from '../routes/apply-routes';
import { CONTROL_REGIONS_RETRY_TIMEOUT, createRoutesClient, convertControlRegionFailures } from '../routes/request';

/** Leaves half a minute of the function's five. */
const SWITCH_TIMEOUT = 4.5 * MINUTE;
/** The backlog must not delay a failover that loses writes in any case. */
const BACKLOG_TIMEOUT = SECOND;

/** The environment variables of a function for ARC Region switch. */
export interface RegionSwitchSettings {
  readonly ACCESS_POINT_ARN?: string;
  /** Separated by commas. All other Regions become passive. */
  readonly ACTIVE_REGIONS?: string;
}

export interface RegionSwitchContext {
  readonly aws: AwsCalls;
  readonly clock: Clock;
  /** Logs a finding. */
  readonly report: (finding: Finding) => void;
}

/** The routes and the backlog before the change, for the record of the plan execution. */
export interface RegionSwitchCheckResponse {
  readonly before: string;
  /** Empty, because the check refuses otherwise. */
  readonly openBacklogs: readonly string[];
}

/** The routes before and after the change. */
export interface RegionSwitchResponse {
  readonly before: string;
  readonly after: string;
  /** The backlogs that are not empty or unknown. Their writes are missing until the source is available again. */
  readonly openBacklogs: readonly string[];
}

/**
 * Refuses a graceful execution if replication is pending or its status is unknown. An ungraceful execution skips the
 * step of this function. Region switch invokes the function of the Region that it activates, so the event is not used.
 *
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/custom-action-lambda-block.html
 */
export async function checkRegionSwitch(
  context: RegionSwitchContext, settings: RegionSwitchSettings,
): Promise<RegionSwitchCheckResponse> {
  const { client, table, active, startedAt } = openRegionSwitch(context, settings);
  const views = await convertControlRegionFailures('read the routes', () =>
    client.readEvery(startedAt + CONTROL_REGIONS_RETRY_TIMEOUT));
  const plan = planRegionSwitch(views, table);
  const openBacklogs = await findOpenBacklogs(context, plan);
  if (openBacklogs.length > 0) {
    throw new HandlerError([
      MRAP947_REGION_SWITCH_REFUSED.create({ active, backlogs: openBacklogs }),
    ]);
  }
  return { before: showRegionDials(plan.before), openBacklogs };
}

/**
 * Activates the Regions that the function was deployed for, in graceful and in ungraceful executions. The function
 * reports an open backlog and continues, because `checkRegionSwitch` refuses graceful executions.
 */
export async function runRegionSwitchAction(
  context: RegionSwitchContext, settings: RegionSwitchSettings,
): Promise<RegionSwitchResponse> {
  const { clock, report } = context;
  const { client, table, startedAt } = openRegionSwitch(context, settings);
  const { answers } = await convertControlRegionFailures('read the routes', () =>
    client.readUntilAnswered(startedAt + CONTROL_REGIONS_RETRY_TIMEOUT));
  const plan = planRegionSwitch(groupReadsByRoutingTable(answers), table);
  const openBacklogs = await findOpenBacklogs(context, plan, BACKLOG_TIMEOUT);
  if (openBacklogs.length > 0) report(MRAP948_REGION_SWITCH_WITH_BACKLOG.create({ backlogs: openBacklogs }));
  const { members, before, after } = plan;
  // A read can be two minutes old, so equal routes are submitted too.
  const { inEffectAt, live } = await convertControlRegionFailures('change the routes', () =>
    submitRoutesAndWait({
      client,
      clock,
      members,
      dials: after,
      submitUntil: startedAt + ROUTES_SUBMIT_TIMEOUT,
      waitUntil: () => startedAt + SWITCH_TIMEOUT,
      repeatsAfterConflict: true,
    }),
  );
  if (inEffectAt === undefined) {
    const outcome = 'they may still take effect';
    throw new HandlerError([
      MRAP915_ROUTES_NOT_IN_EFFECT.create({
        desired: showRegionDials(after),
        live: live ? showRegionDials(live) : 'unknown',
        outcome,
      }),
    ]);
  }
  return { before: showRegionDials(before), after: showRegionDials(after), openBacklogs };
}

interface OpenedRegionSwitch {
  readonly client: RoutesClient;
  readonly active: readonly string[];
  readonly table: RoutingTable;
  readonly startedAt: number;
}

function openRegionSwitch(
  { aws, clock, report }: RegionSwitchContext, settings: RegionSwitchSettings,
): OpenedRegionSwitch {
  const { ACCESS_POINT_ARN: arn = '', ACTIVE_REGIONS = '' } = settings;
  assertNoErrors(checkAccessPointArn(arn));
  const startedAt = clock.now();
  const active = ACTIVE_REGIONS.split(',');
  return {
    active,
    client: createRoutesClient({ s3: aws, clock, report }, parseAccessPointArn(arn)!.account, arn, startedAt),
    table: { routes: active.map((region) => ({ region, dial: 100 })), others: 0 },
    startedAt,
  };
}

function planRegionSwitch(views: readonly RoutingTableInControlRegions[], table: RoutingTable): FailoverPlan {
  const regions = views[0].members.map(({ region }) => region);
  assertNoErrors(checkRoutingTable(table, regions));
  return planSavedDials(views, resolveRoutingTable(table, regions));
}

async function findOpenBacklogs(
  { aws, clock }: RegionSwitchContext, plan: FailoverPlan, limit?: number,
): Promise<string[]> {
  const { open } = await estimateDataLoss(aws, clock, plan, limit);
  return open.map(showBacklog);
}
