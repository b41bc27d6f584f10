import { findAccessPointByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { findAccessPointArnForAuthorization } from '../permissions';
import { refuseMissingPolicy } from '../refuse-no-policy';

export const getPolicyStatusHandler: OperationHandler<'GetMultiRegionAccessPointPolicyStatus'> = {
  plane: 'control',
  permissions: (state, { accountId, input }) => [
    {
      action: 's3:GetMultiRegionAccessPointPolicyStatus',
      resource: findAccessPointArnForAuthorization(state, accountId, input.Name),
    },
  ],
  handle: (state, call) => {
    const established = findAccessPointByName(state, call).policy.established(call.at);
    refuseMissingPolicy(established?.text, state.settings);
    return { Established: { IsPublic: established?.isPublic ?? false } };
  },
};
