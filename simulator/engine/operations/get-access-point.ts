import { makeMultiRegionAccessPointReport } from '../access-point';
import { findAccessPointByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { findAccessPointArnForAuthorization } from '../permissions';

export const getAccessPointHandler: OperationHandler<'GetMultiRegionAccessPoint'> = {
  plane: 'control',
  permissions: (state, { accountId, input }) => [
    {
      action: 's3:GetMultiRegionAccessPoint',
      resource: findAccessPointArnForAuthorization(state, accountId, input.Name),
    },
  ],
  handle: (state, call) => ({
    AccessPoint: makeMultiRegionAccessPointReport(findAccessPointByName(state, call), state.settings),
  }),
};
