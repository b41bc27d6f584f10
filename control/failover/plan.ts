import { checkRoutes } from '../../src/diagnostics/checks/routes';
import { MRAP952_INVALID_ROUTE_CHANGE } from '../../src/diagnostics/definitions/command-line';
import { type Finding } from '../../src/diagnostics/finding';
import { type BucketLocation } from '../backlog';
import { type Dials, toDials, equalDials, findChangedDials, type LiveRoute, showDials } from '../routes/routing';

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
  /** The dials to submit: of the members that the change names, or that differ from the record. */
  readonly updates: Dials;
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
  const updates = new Map(named.map(({ region, dial }) => [region, dial]));
  return planTrafficDials(members, before, updates);
}

/**
 * Plans the way back to recorded routes.
 *
 * @param recorded the routes before a failover; members without a record keep their routes
 */
export function planReturn(members: readonly LiveRoute[], recorded: Dials): FailoverPlan {
  const before = toDials(members);
  const isMember = (region: string) => before.has(region);
  const known = new Map([...recorded].filter(([region]) => isMember(region)));
  return planTrafficDials(members, before, findChangedDials(before, known));
}

function planTrafficDials(members: readonly LiveRoute[], before: Dials, updates: Dials): FailoverPlan {
  const after = new Map([...before, ...updates]);
  if (equalDials(before, after)) {
    throw new ImpossibleChange([
      MRAP952_INVALID_ROUTE_CHANGE.create({ problem: 'nothing would change', live: showDials(before) }),
    ]);
  }
  const isActive = (dials: Dials, { region }: LiveRoute) => (dials.get(region) ?? 0) > 0;
  const activated = members.filter((member) => isActive(after, member));
  const drained = members.filter((member) => isActive(before, member) && !isActive(after, member));
  return { members, before, after, updates, drained: toLocations(drained), activated: toLocations(activated) };
}

function toLocations(routes: readonly LiveRoute[]): BucketLocation[] {
  return routes.map(({ region, bucket }) => ({ region, bucket }));
}
