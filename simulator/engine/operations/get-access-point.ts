import { reportAccessPoint } from '../access-point';
import { findAccessPointByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { findResourceArn } from '../permissions';

export const getAccessPointHandler: OperationHandler<'GetMultiRegionAccessPoint'> = {
  plane: 'control',
  permissions: (state, { accountId, input }) => [
    { action: 's3:GetMultiRegionAccessPoint', resource: findResourceArn(state, accountId, input.Name) },
  ],
  handle: (state, call) => ({ AccessPoint: reportAccessPoint(findAccessPointByName(state, call), state.settings) }),
};
