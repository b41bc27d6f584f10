import { type AsyncOperationFailure } from '../../settings';
import { type SimulatedAccessPoint, accessPointArn, endMutation } from '../access-point';
import { beginAsyncOperation } from '../async-operation';
import { findReplayedOperation } from '../client-tokens';
import { handleMissingAccessPoint } from '../missing-access-point';
import { findMutationConflict } from '../mutation-conflict';
import { type OperationHandler } from '../operation-handler';
import { managementPermissions, findAccessPointArnForAuthorization } from '../permissions';
import { requireParameter } from '../service-error';
import { type SimulatorState } from '../simulator-state';

const OPERATION = 'DeleteMultiRegionAccessPoint';

function endDelete(
  state: SimulatorState,
  accessPoint: SimulatedAccessPoint,
  before: SimulatedAccessPoint['status'],
  failure: AsyncOperationFailure | undefined,
  at: number,
): void {
  if (failure === undefined) {
    state.scheduler.schedule(at + state.settings.goneLagMs, (goneAt) => state.retire(accessPoint, goneAt));
    return;
  }
  accessPoint.status = failure.leaves === 'partial' ? 'PARTIALLY_DELETED' : before;
  endMutation(accessPoint, OPERATION);
}

export const deleteAccessPointHandler: OperationHandler<typeof OPERATION> = {
  plane: 'control',
  permissions: (state, { accountId, input }) => managementPermissions(
    's3:DeleteMultiRegionAccessPoint', findAccessPointArnForAuthorization(state, accountId, input.Details?.Name)),
  handle: (state, call) => {
    const name = requireParameter(requireParameter(call.input.Details, 'Details').Name, 'Name');
    const account = state.account(call.accountId);
    const parameters = { DeleteMultiRegionAccessPointRequest: { Name: name } };
    const replayed = findReplayedOperation(account, call, parameters, state.settings);
    if (replayed !== undefined) return replayed;

    const accessPoint = account.accessPoints.get(name);
    if (accessPoint === undefined) {
      return handleMissingAccessPoint(state, call, name, parameters);
    }
    const regions = accessPoint.members.map(({ region }) => region);
    const base = { name, parameters, regions, resource: accessPointArn(call.accountId, accessPoint.alias) };
    const conflict = findMutationConflict(accessPoint, OPERATION, state.settings);
    if (conflict !== undefined) {
      return beginAsyncOperation(state, call, { ...base, failure: conflict });
    }
    const before = accessPoint.status;
    const accepted = beginAsyncOperation(state, call, {
      ...base,
      onEnd: (failure, at) => endDelete(state, accessPoint, before, failure, at),
    });
    accessPoint.status = 'DELETING';
    accessPoint.mutationsInFlight.push(OPERATION);
    return accepted;
  },
};
