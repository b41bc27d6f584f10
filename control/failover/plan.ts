import { checkRoutes } from '../../src/diagnostics/checks/routes';
import { MRAP952_INVALID_ROUTE_CHANGE } from '../../src/diagnostics/definitions/command-line';
import { type Finding } from '../../src/diagnostics/finding';
import { type BucketLocation } from '../backlog';
import { type Dials, toDials, equalDials, type LiveRoute, showDials } from '../routes/routing';

/** The Regions to activate and to make passive. Other members keep their routes. */
export interface RouteChange {
  readonly activate: readonly string[];
  readonly deactivate: readonly string[];
}

/** A change of the live routes. */
export interface FailoverPlan {
  readonly members: readonly LiveRoute[];
  readonly before: Dials;
  readonly after: Dials;
  /** The members that become passive. */
  readonly drained: readonly BucketLocation[];
  /** The members that are active after the change. */
  readonly activated: readonly BucketLocation[];
}

/** The change cannot be applied to the live routes. */
export class ImpossibleChange extends Error {
  constructor(public readonly findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('; '));
  }
}

/** Throws if S3 would refuse the change, or if it would change nothing. */
export function planChange(members: readonly LiveRoute[], { activate, deactivate }: RouteChange): FailoverPlan {
  const before = toDials(members);
  const named = [
    ...activate.map((region) => ({ region, dial: 100 })),
    ...deactivate.map((region) => ({ region, dial: 0 })),
  ];
  const unnamed = members
    .filter(({ region }) => !named.some((route) => route.region === region))
    .map(({ region, dial }) => ({ region, dial }));
  const findings = checkRoutes({ routes: [...named, ...unnamed], others: 0 }, members.map(({ region }) => region));
  if (findings.length > 0) throw new ImpossibleChange(findings);
  return planTrafficDials(members, before, new Map([...unnamed, ...named].map(({ region, dial }) => [region, dial])));
}

/**
 * Plans the way back to recorded routes.
 *
 * @param recorded the routes before a failover; members without a record keep their routes
 */
export function planReturn(members: readonly LiveRoute[], recorded: Dials): FailoverPlan {
  const before = toDials(members);
  return planTrafficDials(
    members,
    before,
    new Map(members.map(({ region, dial }) => [region, recorded.get(region) ?? dial])),
  );
}

function planTrafficDials(members: readonly LiveRoute[], before: Dials, after: Dials): FailoverPlan {
  if (equalDials(before, after)) {
    throw new ImpossibleChange([
      MRAP952_INVALID_ROUTE_CHANGE.create({ problem: 'nothing would change', live: showDials(before) }),
    ]);
  }
  const isActive = (dials: Dials, { region }: LiveRoute) => (dials.get(region) ?? 0) > 0;
  const activated = members.filter((member) => isActive(after, member));
  const drained = members.filter((member) => isActive(before, member) && !isActive(after, member));
  return { members, before, after, drained: toLocations(drained), activated: toLocations(activated) };
}

function toLocations(routes: readonly LiveRoute[]): BucketLocation[] {
  return routes.map(({ region, bucket }) => ({ region, bucket }));
}
