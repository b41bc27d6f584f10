import { findByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { resourceOf } from '../permissions';
import { refuseNoPolicy } from '../refuse-no-policy';

export const getPolicyStatus: OperationHandler<'GetMultiRegionAccessPointPolicyStatus'> = {
  plane: 'control',
  permissions: (world, { accountId, input }) => [
    { action: 's3:GetMultiRegionAccessPointPolicyStatus', resource: resourceOf(world, accountId, input.Name) },
  ],
  handle: (world, call) => {
    const established = findByName(world, call).policy.established(call.at);
    refuseNoPolicy(established?.text, world.settings);
    return { Established: { IsPublic: established?.isPublic ?? false } };
  },
};
