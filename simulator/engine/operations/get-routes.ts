import { type Route } from '../../model/control';
import { type AccessPoint, accessPointArn } from '../access-point';
import { findByArn } from '../find-access-point';
import { type OperationHandler } from '../operation-handler';
import { type Dials } from '../routes-timeline';

function route({ bucket, region }: AccessPoint['members'][number], dials: Dials): Route {
  return { Bucket: bucket, Region: region, TrafficDialPercentage: dials.get(region)! };
}

export const getRoutes: OperationHandler<'GetMultiRegionAccessPointRoutes'> = {
  plane: 'routes',
  permissions: (_world, { input }) => [{ action: 's3:GetMultiRegionAccessPointRoutes', resource: input.Mrap ?? '*' }],
  handle: (world, call) => {
    const { accountId, alias, members, routes } = findByArn(world, call);
    const dials = routes.shownIn(call.region, call.at);
    return { Mrap: accessPointArn(accountId, alias), Routes: members.map((member) => route(member, dials)) };
  },
};
