import { SECOND } from '../../control/clock';
import { findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import { NoControlRegion } from '../../control/routes/control-regions';
import { RoutesClient } from '../../control/routes/routes-client';
import { type Dials, type LiveRoute, resolveTable, showDials } from '../../control/routes/routing';
import { MRAP913_NO_CONTROL_REGION, MRAP914_CONTROL_REGION_SKIPPED } from '../../src/diagnostics/definitions/failover';
import {
  readRoutesResourceProperties, type RoutesAttributes, type RoutesResourceProperties,
} from '../../src/wire/routes';
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
  readonly desired: RoutesResourceProperties;
  /** The properties before an Update. Undefined if they are malformed. */
  readonly previous?: RoutesResourceProperties;
  readonly client: RoutesClient;
}

export function parseRoutesRequest(context: HandlerContext, event: ResourceEvent): RoutesRequest {
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

/** Reads the live routes of all members. */
export function readMembers(
  { client, context: { clock } }: RoutesRequest,
  timeout = CONTROL_REGION_TIMEOUT,
): Promise<LiveRoute[]> {
  return toHandlerError('read the routes', () => client.read(clock.now() + timeout));
}

/** Applies a declaration to the members. */
export function resolveDeclaration(properties: RoutesResourceProperties, members: readonly LiveRoute[]): Dials {
  return resolveTable(toTable(properties), members.map(({ region }) => region));
}

/** Converts the failures of the control Regions. */
export async function toHandlerError<T>(action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoControlRegion) {
      const failures = error.skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
      throw makeControlRegionError(action, failures, error.skipped[0].failure.code);
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
