import { SECOND } from '../../control/clock';
import { adviceOn, toFailure, showFailure } from '../../control/failure';
import { NoControlRegion } from '../../control/routes/control-regions';
import { type RoutesClient } from '../../control/routes/routes-client';
import { type Dials, type LiveRoute, showDials } from '../../control/routes/routing';
import { MRAP913_NO_CONTROL_REGION } from '../../src/diagnostics/definitions/failover';
import { type RoutesAttributes, type RoutesProperties } from '../../src/wire/routes';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type SynchronousResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';

/** How long one question may go round the five control Regions: a denial of all is waited out for a minute. */
export const ASKING_PATIENCE = 65 * SECOND;

/** What the handler of routes was asked, and what it asks with. */
export interface RoutesRequest {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  /** When this invocation began: it lives five minutes. */
  readonly invokedAt: number;
  readonly desired: RoutesProperties;
  readonly client: RoutesClient;
}

export function answer(id: string, live: Dials | undefined): SynchronousResponse {
  const attributes: RoutesAttributes = { RoutesInEffect: live ? showDials(live) : 'unknown' };
  return { PhysicalResourceId: id, Data: { ...attributes } };
}

/** The routes as they are; goes round the five for that long. */
export function readMembers({ client, context: { clock } }: RoutesRequest, patience = ASKING_PATIENCE): Promise<LiveRoute[]> {
  return toHandlerError('read the routes', () => client.read(clock.now() + patience));
}

/** Turns what the control Regions failed with into what CloudFormation is told. */
export async function toHandlerError<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoControlRegion) {
      const failures = error.skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
      throw new HandlerError([MRAP913_NO_CONTROL_REGION.create({ doing, failures, advice: adviceOn(error.skipped[0].failure.code) })]);
    }
    const failure = toFailure(error);
    if (failure.kind === 'unexpected') throw error;
    throw new HandlerError([MRAP913_NO_CONTROL_REGION.create({ doing, failures: [showFailure(failure)], advice: adviceOn(failure.code) })]);
  }
}
