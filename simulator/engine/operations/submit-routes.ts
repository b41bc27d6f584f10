import { findByArn } from '../find-access-point';
import { refuseInFlight } from '../in-flight';
import { type OperationHandler } from '../operation-handler';
import { applyUpdates } from '../route-updates';
import { type RoutesTimeline } from '../routes-timeline';
import { operationAborted, required, ServiceError } from '../service-error';

const OPERATION = 'SubmitMultiRegionAccessPointRoutes';

/** The first submit wins; creation is none. */
function refuseOverlap({ latest }: RoutesTimeline, at: number, conflictMs: number): void {
  if (latest.submittedFrom !== undefined && at - latest.submittedAt < conflictMs) {
    throw operationAborted();
  }
}

export const submitRoutes: OperationHandler<typeof OPERATION> = {
  plane: 'routes',
  permissions: (_world, { input }) => [{ action: 's3:SubmitMultiRegionAccessPointRoutes', resource: input.Mrap ?? '*' }],
  handle: (world, call) => {
    const { settings } = world;
    const accessPoint = findByArn(world, call);
    const { members, routes } = accessPoint;
    if (members.length === 1) {
      throw new ServiceError('MethodNotAllowed', 'A Multi-Region Access Point with a single Region cannot fail over');
    }
    const dials = applyUpdates(routes.latest.dials, required(call.input.RouteUpdates, 'RouteUpdates'), members);
    refuseInFlight(accessPoint, OPERATION, settings);
    refuseOverlap(routes, call.at, settings.routesConflictMs);
    routes.submit(dials, call.region, call.at, settings.routesLagMs);
    return {};
  },
};
