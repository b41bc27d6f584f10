import { findAccessPointByArn } from '../find-access-point';
import { refuseDuringAnotherMutation } from '../mutation-conflict';
import { type OperationHandler } from '../operation-handler';
import { applyRouteUpdates } from '../route-updates';
import { type RoutesTimeline } from '../routes-timeline';
import { operationAbortedError, requireParameter, ServiceError } from '../service-error';

const OPERATION = 'SubmitMultiRegionAccessPointRoutes';

/** Refuses a submit that overlaps an earlier submit. The routes of the creation do not count as a submit. */
function refuseOverlap({ latest }: RoutesTimeline, at: number, conflictMs: number): void {
  if (latest.submittedFrom !== undefined && at - latest.submittedAt < conflictMs) {
    throw operationAbortedError();
  }
}

export const submitRoutesHandler: OperationHandler<typeof OPERATION> = {
  plane: 'routes',
  permissions: (_state, { input }) => [
    { action: 's3:SubmitMultiRegionAccessPointRoutes', resource: input.Mrap ?? '*' },
  ],
  handle: (state, call) => {
    const { settings } = state;
    const accessPoint = findAccessPointByArn(state, call);
    const { members, routes } = accessPoint;
    if (members.length === 1) {
      throw new ServiceError('MethodNotAllowed', 'A Multi-Region Access Point with a single Region cannot fail over');
    }
    const dials = applyRouteUpdates(
      routes.latest.dials, requireParameter(call.input.RouteUpdates, 'RouteUpdates'), members,
    );
    refuseDuringAnotherMutation(accessPoint, OPERATION, settings);
    refuseOverlap(routes, call.at, settings.routesConflictMs);
    routes.submit(dials, call.region, call.at, settings.routesLagMs);
    return {};
  },
};
