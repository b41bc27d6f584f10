import { SECOND } from '../../control/clock';
import { findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import { ChangeInProgress, NoControlRegion, UnconfirmedChange } from '../../control/routes/control-regions';
import { type Picture } from '../../control/routes/pictures';
import { RoutesClient } from '../../control/routes/routes-client';
import { type Dials, type LiveRoute, resolveTable, showDials } from '../../control/routes/routing';
import { MRAP913_NO_CONTROL_REGION, MRAP914_CONTROL_REGION_SKIPPED } from '../../src/diagnostics/definitions/failover';
import { readRoutesProperties, type RoutesAttributes, type RoutesProperties } from '../../src/wire/routes';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { parsePreviousProperties } from '../cloudformation/previous-properties';
import { type SynchronousResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { toTable } from './physical-id';

/**
 * How long a call can be repeated in the five control Regions. If all of them deny access, the client repeats it for a
 * minute.
 */
export const CONTROL_REGION_TIMEOUT = 65 * SECOND;

/** An event of the routes resource. Each invocation parses its event once. */
export interface RoutesRequest {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  /** When this invocation started. Lambda ends it after five minutes. */
  readonly invokedAt: number;
  readonly desired: RoutesProperties;
  /** The properties before an Update. Undefined if they are malformed. */
  readonly previous?: RoutesProperties;
  readonly client: RoutesClient;
}

export function parseRoutesRequest(context: HandlerContext, event: ResourceEvent): RoutesRequest {
  const { type, accountId, properties, oldProperties, startedAt } = event;
  const desired = readRoutesProperties(properties);
  return {
    context,
    event,
    invokedAt: context.clock.now(),
    desired,
    previous: type === 'Update' ? parsePreviousProperties(() => readRoutesProperties(oldProperties)) : undefined,
    client: createRoutesClient(context, accountId, desired.AccessPointArn, startedAt),
  };
}

export function createRoutesClient(
  { s3, clock, report }: HandlerContext, accountId: string, accessPointArn: string, startedAt: number,
): RoutesClient {
  return new RoutesClient({
    s3,
    clock,
    accountId,
    accessPointArn,
    startedAt,
    onSkipped: ({ region, failure }) =>
      report(MRAP914_CONTROL_REGION_SKIPPED.create({ region, reason: showFailure(failure) })),
  });
}

/** Makes a response. Without live routes, the attribute `RoutesInEffect` is `unknown`. */
export function makeResponse(id: string, live: Dials | undefined): SynchronousResponse {
  const attributes: RoutesAttributes = { RoutesInEffect: live ? showDials(live) : 'unknown' };
  return { PhysicalResourceId: id, Data: { ...attributes } };
}

/** Reads the routes in all control Regions, and returns the different tables. The table of the most comes first. */
export function readPictures({ client, context: { clock } }: RoutesRequest, timeout: number): Promise<Picture[]> {
  return toHandlerError('read the routes', () => client.readEvery(clock.now() + timeout));
}

/** Applies a declaration to the members. */
export function resolveDeclaration(properties: RoutesProperties, members: readonly LiveRoute[]): Dials {
  return resolveTable(toTable(properties), members.map(({ region }) => region));
}

/** Converts the failures of the control Regions. */
export async function toHandlerError<T>(action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoControlRegion) {
      const failures = error.skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
      const live = error instanceof UnconfirmedChange && error.live
        ? [`the live routes are ${showDials(error.live)}`]
        : [];
      throw makeControlRegionError(action, [...failures, ...live], error.skipped[0].failure.code);
    }
    if (error instanceof ChangeInProgress) {
      throw makeControlRegionError(action, [`${error.region}: ${showFailure(error.failure)}`], error.failure.code);
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
