import { type Route } from '../model/control';
import { type DeepPartial } from '../model/operations';
import { type AccessPoint } from './access-point';
import { type Dials } from './routes-timeline';
import { invalidRequest, requireParameter } from './service-error';

type RouteUpdate = DeepPartial<Route>;
type Members = AccessPoint['members'];

/** Finds the Region of the member that an update names by bucket, by Region, or by both. */
function findMemberRegion({ Bucket, Region }: RouteUpdate, members: Members): string {
  if (Bucket === undefined && Region === undefined) {
    throw invalidRequest('A route needs a Bucket or a Region');
  }
  const member = members.find(({ bucket, region }) => (Bucket ?? bucket) === bucket && (Region ?? region) === region);
  if (member === undefined) {
    throw invalidRequest(`No such route: bucket "${Bucket ?? '(any)'}" in Region "${Region ?? '(any)'}"`);
  }
  return member.region;
}

function parseDial({ TrafficDialPercentage }: RouteUpdate): number {
  const dial = requireParameter(TrafficDialPercentage, 'TrafficDialPercentage');
  if (dial !== 0 && dial !== 100) {
    throw invalidRequest(`TrafficDialPercentage must be 0 or 100, not ${dial}`);
  }
  return dial;
}

/** Returns the routing configuration after the updates. Members without an update keep their dial. */
export function applyUpdates(current: Dials, updates: readonly RouteUpdate[], members: Members): Dials {
  const changed = new Map(updates.map((update) => [findMemberRegion(update, members), parseDial(update)]));
  if (changed.size === 0) {
    throw invalidRequest('RouteUpdates is empty');
  }
  if (changed.size < updates.length) {
    throw invalidRequest('RouteUpdates names a route more than once');
  }
  const dials = new Map([...current, ...changed]);
  if (![...dials.values()].includes(100)) {
    throw invalidRequest('At least one Region must be active');
  }
  return dials;
}
