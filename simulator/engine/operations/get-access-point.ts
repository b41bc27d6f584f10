import { reportAccessPoint } from '../access-point';
import { findByName } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { resourceOf } from '../permissions';

export const getAccessPoint: OperationHandler<'GetMultiRegionAccessPoint'> = {
  plane: 'control',
  permissions: (world, { accountId, input }) => [
    { action: 's3:GetMultiRegionAccessPoint', resource: resourceOf(world, accountId, input.Name) },
  ],
  handle: (world, call) => ({ AccessPoint: reportAccessPoint(findByName(world, call), world.settings) }),
};
