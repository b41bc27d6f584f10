import { findByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { resourceOf } from '../permissions';
import { refuseNoPolicy } from '../refuse-no-policy';

export const getPolicy: OperationHandler<'GetMultiRegionAccessPointPolicy'> = {
  plane: 'control',
  permissions: (world, { accountId, input }) => [
    { action: 's3:GetMultiRegionAccessPointPolicy', resource: resourceOf(world, accountId, input.Name) },
  ],
  handle: (world, call) => {
    const { policy } = findByName(world, call);
    const [established, proposed] = [policy.established(call.at)?.text, policy.proposed];
    refuseNoPolicy(established ?? proposed, world.settings);
    return {
      Policy: {
        ...(established !== undefined && { Established: { Policy: established } }),
        ...(proposed !== undefined && { Proposed: { Policy: proposed } }),
      },
    };
  },
};
