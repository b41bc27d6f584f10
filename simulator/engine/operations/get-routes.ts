import { type Route } from '../../model/control';
import { type SimulatedAccessPoint, accessPointArn } from '../access-point';
import { findAccessPointByArn } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { type RegionDials } from '../routes-timeline';

function toRoute({ bucket, region }: SimulatedAccessPoint['members'][number], dials: RegionDials): Route {
  return { Bucket: bucket, Region: region, TrafficDialPercentage: dials.get(region)! };
}

export const getRoutesHandler: OperationHandler<'GetMultiRegionAccessPointRoutes'> = {
  plane: 'routes',
  permissions: (_state, { input }) => [{ action: 's3:GetMultiRegionAccessPointRoutes', resource: input.Mrap ?? '*' }],
  handle: (state, call) => {
    const { accountId, alias, members, routes } = findAccessPointByArn(state, call);
    const dials = routes.shownIn(call.region, call.at);
    return { Mrap: accessPointArn(accountId, alias), Routes: members.map((member) => toRoute(member, dials)) };
  },
};
