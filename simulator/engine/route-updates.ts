import { type Route } from '../model/control';
import { type DeepPartial } from '../model/operations';
import { type SimulatedAccessPoint } from './access-point';
import { type RegionDials } from './routes-timeline';
import { invalidRequestError, requireParameter } from './service-error';

type RouteUpdate = DeepPartial<Route>;
type Members = SimulatedAccessPoint['members'];

/** Finds the Region of the member that an update names by bucket, by Region, or by both. */
function findMemberRegion({ Bucket, Region }: RouteUpdate, members: Members): string {
  if (Bucket === undefined && Region === undefined) {
    throw invalidRequestError('A route needs a Bucket or a Region');
  }
  const member = members.find(({ bucket, region }) => (Bucket ?? bucket) === bucket && (Region ?? region) === region);
  if (member === undefined) {
    throw invalidRequestError(`No such route: bucket "${Bucket ?? '(any)'}" in Region "${Region ?? '(any)'}"`);
  }
  return member.region;
}

function parseDial({ TrafficDialPercentage }: RouteUpdate): number {
  const dial = requireParameter(TrafficDialPercentage, 'TrafficDialPercentage');
  if (dial !== 0 && dial !== 100) {
    throw invalidRequestError(`TrafficDialPercentage must be 0 or 100, not ${dial}`);
  }
  return dial;
}

/** Returns the routing configuration after the updates. Members without an update keep their dial. */
export function applyRouteUpdates(
  current: RegionDials, updates: readonly RouteUpdate[], members: Members,
): RegionDials {
  const changed = new Map(updates.map((update) => [findMemberRegion(update, members), parseDial(update)]));
  if (changed.size === 0) {
    throw invalidRequestError('RouteUpdates is empty');
  }
  if (changed.size < updates.length) {
    throw invalidRequestError('RouteUpdates names a route more than once');
  }
  const dials = new Map([...current, ...changed]);
  if (![...dials.values()].includes(100)) {
    throw invalidRequestError('At least one Region must be active');
  }
  return dials;
}
