import { type AsyncFailure } from '../../settings';
import { type AccessPoint, accessPointArn, endMutation } from '../access-point';
import { begin } from '../async-operation';
import { replay } from '../client-tokens';
import { conflictOf } from '../in-flight';
import { missingAccessPoint } from '../missing-access-point';
import { type OperationHandler } from '../operation-handler';
import { managing, resourceOf } from '../permissions';
import { required } from '../service-error';
import { type World } from '../world';

const OPERATION = 'DeleteMultiRegionAccessPoint';

function endDelete(world: World, accessPoint: AccessPoint, before: AccessPoint['status'], failure: AsyncFailure | undefined, at: number): void {
  if (failure === undefined) {
    world.agenda.schedule(at + world.settings.goneLagMs, (goneAt) => world.retire(accessPoint, goneAt));
    return;
  }
  accessPoint.status = failure.leaves === 'partial' ? 'PARTIALLY_DELETED' : before;
  endMutation(accessPoint, OPERATION);
}

export const deleteAccessPoint: OperationHandler<typeof OPERATION> = {
  plane: 'control',
  permissions: (world, { accountId, input }) => managing(
    's3:DeleteMultiRegionAccessPoint', resourceOf(world, accountId, input.Details?.Name)),
  handle: (world, call) => {
    const name = required(required(call.input.Details, 'Details').Name, 'Name');
    const account = world.account(call.accountId);
    const parameters = { DeleteMultiRegionAccessPointRequest: { Name: name } };
    const replayed = replay(account, call, parameters, world.settings);
    if (replayed !== undefined) return replayed;

    const accessPoint = account.accessPoints.get(name);
    if (accessPoint === undefined) {
      return missingAccessPoint(world, call, name, parameters);
    }
    const regions = accessPoint.members.map(({ region }) => region);
    const base = { name, parameters, regions, resource: accessPointArn(call.accountId, accessPoint.alias) };
    const conflict = conflictOf(accessPoint, OPERATION, world.settings);
    if (conflict !== undefined) {
      return begin(world, call, { ...base, failure: conflict });
    }
    const before = accessPoint.status;
    const accepted = begin(world, call, { ...base, end: (failure, at) => endDelete(world, accessPoint, before, failure, at) });
    accessPoint.status = 'DELETING';
    accessPoint.busy.push(OPERATION);
    return accepted;
  },
};
