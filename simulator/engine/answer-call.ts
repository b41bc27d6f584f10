import { type SimulatedCall, type SimulatedOperationName, type SimulatedOperationOutput } from '../model/operations';
import { errorOutcome, type ErrorOutcome, type SuccessOutcome } from '../outcome';
import { type SimulatedPermission, type SimulatorSettings } from '../settings';
import { refuseCallOfWrongRegion } from './answering-region';
import { type OperationHandler, type RequestedResources } from './operation-handler';
import { accessDeniedError, ServiceError } from './service-error';
import { type SimulatorState } from './simulator-state';

function refuseUnauthorized(
  permissions: readonly SimulatedPermission[],
  call: SimulatedCall<SimulatedOperationName>,
  resources: RequestedResources,
  { authorize }: SimulatorSettings,
): void {
  const { accountId, region, caller } = call;
  for (const permission of permissions) {
    const decision = authorize({ ...permission, ...resources, accountId, region, caller });
    if (decision !== true) throw accessDeniedError(decision === false ? undefined : decision.denial);
  }
}

/** Answers one call after checking its Region and its permissions. A thrown `ServiceError` becomes the answer. */
export async function answerCall<O extends SimulatedOperationName>(
  state: SimulatorState, handler: OperationHandler<O>, permissions: readonly SimulatedPermission[],
  call: SimulatedCall<O>,
): Promise<SuccessOutcome<SimulatedOperationOutput<O>> | ErrorOutcome> {
  try {
    refuseCallOfWrongRegion(handler.plane, call.region, state.settings);
    refuseUnauthorized(permissions, call, handler.findResources?.(state, call) ?? {}, state.settings);
    return { kind: 'output', output: await handler.handle(state, call) };
  } catch (error) {
    if (error instanceof ServiceError) return errorOutcome(error);
    throw error;
  }
}
