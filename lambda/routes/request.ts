import { SECOND } from '../../control/clock';
import { findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import {
  RouteChangeConflictError, AllControlRegionsFailedError, UnconfirmedRouteChangeError,
} from '../../control/routes/control-regions';
import { RETRY_PATIENCE_OF_FUNCTIONS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import { type RoutingTableInControlRegions } from '../../control/routes/routes-views';
import { type RegionDials, type LiveRoute, resolveRoutingTable, showRegionDials } from '../../control/routes/routing';
import { MRAP913_NO_CONTROL_REGION, MRAP914_CONTROL_REGION_SKIPPED } from '../../src/diagnostics/definitions/failover';
import {
  readRoutesResourceProperties, type RoutesAttributes, type RoutesResourceProperties,
} from '../../src/wire/routes';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { parsePreviousProperties } from '../cloudformation/previous-properties';
import { type OnEventResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { toRoutingTable } from './physical-id';

/**
 * How long a call can be repeated in the five control Regions. If all of them deny access, the client repeats it for a
 * minute.
 */
export const CONTROL_REGIONS_RETRY_TIMEOUT = 65 * SECOND;

/** An event of the routes resource. Each invocation parses its event once. */
export interface RoutesResourceRequest {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  /** When this invocation started. Lambda ends it after five minutes. */
  readonly invokedAt: number;
  readonly desired: RoutesResourceProperties;
  /** The properties before an Update. Undefined if they are malformed. */
  readonly previous?: RoutesResourceProperties;
  readonly client: RoutesClient;
}

export function parseRoutesResourceEvent(context: HandlerContext, event: ResourceEvent): RoutesResourceRequest {
  const { type, accountId, properties, oldProperties, startedAt } = event;
  const desired = readRoutesResourceProperties(properties);
  return {
    context,
    event,
    invokedAt: context.clock.now(),
    desired,
    previous: type === 'Update'
      ? parsePreviousProperties(() => readRoutesResourceProperties(oldProperties))
      : undefined,
    client: createRoutesClient(context, accountId, desired.AccessPointArn, startedAt),
  };
}

export function createRoutesClient(
  { s3, clock, report }: Pick<HandlerContext, 's3' | 'clock' | 'report'>,
  accountId: string,
  accessPointArn: string,
  startedAt: number,
): RoutesClient {
  return new RoutesClient({
    s3,
    clock,
    accountId,
    accessPointArn,
    startedAt,
    patience: RETRY_PATIENCE_OF_FUNCTIONS,
    onSkipped: ({ region, failure }) =>
      report(MRAP914_CONTROL_REGION_SKIPPED.create({ region, reason: showFailure(failure) })),
  });
}

/** Makes a response. Without live routes, the attribute `RoutesInEffect` is `unknown`. */
export function makeRoutesResponse(id: string, live: RegionDials | undefined): OnEventResponse {
  const attributes: RoutesAttributes = { RoutesInEffect: live ? showRegionDials(live) : 'unknown' };
  return { PhysicalResourceId: id, Data: { ...attributes } };
}

/** Reads the routes in all control Regions, and returns the different tables. The table of the most comes first. */
export function readViews(
  { client, context: { clock } }: RoutesResourceRequest, timeout: number,
): Promise<RoutingTableInControlRegions[]> {
  return convertControlRegionFailures('read the routes', () => client.readEvery(clock.now() + timeout));
}

/** Applies a declaration to the members. */
export function resolveDeclaredRoutes(
  properties: RoutesResourceProperties, members: readonly LiveRoute[],
): RegionDials {
  return resolveRoutingTable(toRoutingTable(properties), members.map(({ region }) => region));
}

/** All control Regions return that the access point does not exist. */
export class MissingAccessPointError extends HandlerError {}

/** S3 refused a submit, because it applies a change of another caller. */
export class ConflictingChangeError extends HandlerError {}

/** Converts the failures of the control Regions. */
export async function convertControlRegionFailures<T>(action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AllControlRegionsFailedError) {
      const failures = error.skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
      const live = error instanceof UnconfirmedRouteChangeError && error.live
        ? [`the live routes are ${showRegionDials(error.live)}`]
        : [];
      const converted = makeControlRegionError(action, [...failures, ...live], error.skipped[0].failure.code);
      const isMissing = error.skipped.every(({ failure }) => failure.kind === 'absent');
      throw isMissing ? new MissingAccessPointError(converted.findings) : converted;
    }
    if (error instanceof RouteChangeConflictError) {
      const { region, failure } = error;
      const { findings } = makeControlRegionError(action, [`${region}: ${showFailure(failure)}`], failure.code);
      throw new ConflictingChangeError(findings);
    }
    const failure = toFailure(error);
    if (failure.kind === 'unexpected') throw error;
    throw makeControlRegionError(action, [showFailure(failure)], failure.code);
  }
}

function makeControlRegionError(action: string, failures: string[], code: string): HandlerError {
  return new HandlerError([
    MRAP913_NO_CONTROL_REGION.create({ doing: action, failures, advice: findAdviceOrDefault(code) }),
  ]);
}
