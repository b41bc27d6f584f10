import { type SimulatedCall, type SimulatedOperationName, type SimulatedOperationOutput } from '../model/operations';
import { errorOutcome, type ErrorOutcome, type SuccessOutcome } from '../outcome';
import { type SimulatedPermission } from '../settings';
import { refuseCallOfWrongRegion } from './answering-region';
import { type OperationHandler } from './operation-handler';
import { refuseUnauthorized } from './refuse-unauthorized';
import { ServiceError } from './service-error';
import { type SimulatorState } from './simulator-state';

/** Answers one call after checking its Region and its permissions. A thrown `ServiceError` becomes the answer. */
export async function answerCall<O extends SimulatedOperationName>(
  state: SimulatorState, handler: OperationHandler<O>, permissions: readonly SimulatedPermission[],
  call: SimulatedCall<O>,
): Promise<SuccessOutcome<SimulatedOperationOutput<O>> | ErrorOutcome> {
  try {
    refuseCallOfWrongRegion(handler.plane, call.region, state.settings);
    for (const permission of permissions) {
      refuseUnauthorized(state, call, permission, handler.findResources?.(state, call, permission) ?? {});
    }
    return { kind: 'output', output: await handler.handle(state, call) };
  } catch (error) {
    if (error instanceof ServiceError) return errorOutcome(error);
    throw error;
  }
}
