import { type Call, type OperationName, type OperationOutput } from '../model/operations';
import { errorOutcome, type ErrorOutcome, type OutputOutcome } from '../outcome';
import { type Permission, type Settings } from '../settings';
import { refuseWrongRegion } from './answering-region';
import { type OperationHandler } from './operation-handler';
import { accessDenied, ServiceError } from './service-error';
import { type SimulatorState } from './simulator-state';

function refuseUnauthorized(
  permissions: readonly Permission[],
  call: Call<OperationName>,
  { authorize }: Settings,
): void {
  const { accountId, region, caller } = call;
  if (!permissions.every((permission) => authorize({ ...permission, accountId, region, caller }))) {
    throw accessDenied();
  }
}

/** Answers one call after checking its Region and its permissions. A thrown `ServiceError` becomes the answer. */
export async function answerCall<O extends OperationName>(
  state: SimulatorState, handler: OperationHandler<O>, permissions: readonly Permission[], call: Call<O>,
): Promise<OutputOutcome<OperationOutput<O>> | ErrorOutcome> {
  try {
    refuseWrongRegion(handler.plane, call.region, state.settings);
    refuseUnauthorized(permissions, call, state.settings);
    return { kind: 'output', output: await handler.handle(state, call) };
  } catch (error) {
    if (error instanceof ServiceError) return errorOutcome(error);
    throw error;
  }
}
