import { findAccessPointByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { findAccessPointArnForAuthorization } from '../permissions';
import { refuseMissingPolicy } from '../refuse-no-policy';

export const getPolicyHandler: OperationHandler<'GetMultiRegionAccessPointPolicy'> = {
  plane: 'control',
  permissions: (state, { accountId, input }) => [
    {
      action: 's3:GetMultiRegionAccessPointPolicy',
      resource: findAccessPointArnForAuthorization(state, accountId, input.Name),
    },
  ],
  handle: (state, call) => {
    const { policy } = findAccessPointByName(state, call);
    const [established, proposed] = [policy.established(call.at)?.text, policy.proposed];
    refuseMissingPolicy(established ?? proposed, state.settings);
    const isProposalShown = proposed !== established || state.settings.establishedProposal === 'shown';
    return {
      Policy: {
        ...(established !== undefined && { Established: { Policy: established } }),
        ...(proposed !== undefined && isProposalShown && { Proposed: { Policy: proposed } }),
      },
    };
  },
};
