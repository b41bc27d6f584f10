import { type Call, type OperationName, type Output } from '../model/operations';
import { errorOutcome, type ErrorOutcome, type OutputOutcome } from '../outcome';
import { type Permission, type Settings } from '../settings';
import { refuseWrongRegion } from './answering-region';
import { type OperationHandler } from './operation-handler';
import { accessDenied, ServiceError } from './service-error';
import { type World } from './world';

function refuseUnauthorized(permissions: readonly Permission[], call: Call<OperationName>, { authorize }: Settings): void {
  const { accountId, region, caller } = call;
  if (!permissions.every((permission) => authorize({ ...permission, accountId, region, caller }))) {
    throw accessDenied();
  }
}

/** Runs one operation: in the right Region, by somebody who may. What it throws as its answer becomes one; anything else is a mistake. */
export async function runOperation<O extends OperationName>(
  world: World, handler: OperationHandler<O>, permissions: readonly Permission[], call: Call<O>,
): Promise<OutputOutcome<Output<O>> | ErrorOutcome> {
  try {
    refuseWrongRegion(handler.plane, call.region, world.settings);
    refuseUnauthorized(permissions, call, world.settings);
    return { kind: 'output', output: await handler.handle(world, call) };
  } catch (error) {
    if (error instanceof ServiceError) return errorOutcome(error);
    throw error;
  }
}
