import { type Route } from '../model/control';
import { type Loose } from '../model/operations';
import { type AccessPoint } from './access-point';
import { type Dials } from './routes-timeline';
import { invalidRequest, required } from './service-error';

type Update = Loose<Route>;
type Members = AccessPoint['members'];

/** Bucket or Region names the member; both must name the same one. */
function memberRegion({ Bucket, Region }: Update, members: Members): string {
  if (Bucket === undefined && Region === undefined) {
    throw invalidRequest('A route needs a Bucket or a Region');
  }
  const member = members.find(({ bucket, region }) => (Bucket ?? bucket) === bucket && (Region ?? region) === region);
  if (member === undefined) {
    throw invalidRequest(`No such route: bucket "${Bucket ?? '(any)'}" in Region "${Region ?? '(any)'}"`);
  }
  return member.region;
}

function dialOf({ TrafficDialPercentage }: Update): number {
  const dial = required(TrafficDialPercentage, 'TrafficDialPercentage');
  if (dial !== 0 && dial !== 100) {
    throw invalidRequest(`TrafficDialPercentage must be 0 or 100, not ${dial}`);
  }
  return dial;
}

/** The routing configuration after the updates. Members that are not named keep their value. */
export function applyUpdates(current: Dials, updates: readonly Update[], members: Members): Dials {
  const changed = new Map(updates.map((update) => [memberRegion(update, members), dialOf(update)]));
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
