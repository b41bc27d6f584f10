import { checkRoutes } from '../../src/diagnostics/checks/routes';
import { MRAP952_INVALID_ROUTE_CHANGE } from '../../src/diagnostics/definitions/command-line';
import { type Finding } from '../../src/diagnostics/finding';
import { type BucketLocation } from '../backlog';
import { type Dials, toDials, equalDials, type LiveRoute, showDials } from '../routes/routing';

/** What is to take traffic, and what no longer; members that neither names stay as they are. */
export interface RouteChange {
  readonly activate: readonly string[];
  readonly deactivate: readonly string[];
}

/** A change of routes, worked out against the live ones. */
export interface FailoverPlan {
  readonly members: readonly LiveRoute[];
  readonly before: Dials;
  readonly after: Dials;
  /** Members that lose their traffic. */
  readonly drained: readonly BucketLocation[];
  /** Members that take traffic afterwards: those that it goes to. */
  readonly activated: readonly BucketLocation[];
}

/** Why a change cannot be made of these live routes. */
export class ImpossibleChange extends Error {
  constructor(public readonly findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('; '));
  }
}

/** Throws where S3 would refuse the change, or it would change nothing. */
export function planChange(members: readonly LiveRoute[], { activate, deactivate }: RouteChange): FailoverPlan {
  const before = toDials(members);
  const routes = [...activate.map((region) => ({ region, dial: 100 })), ...deactivate.map((region) => ({ region, dial: 0 }))];
  const untouched = members.filter(({ region }) => !routes.some((route) => route.region === region)).map(({ region, dial }) => ({ region, dial }));
  const findings = checkRoutes({ routes: [...routes, ...untouched], others: 0 }, members.map(({ region }) => region));
  if (findings.length > 0) throw new ImpossibleChange(findings);
  return planTrafficDials(members, before, new Map([...untouched, ...routes].map(({ region, dial }) => [region, dial])));
}

/** The change that makes the live routes these again. */
export function planReturn(members: readonly LiveRoute[], wish: Dials): FailoverPlan {
  const before = toDials(members);
  return planTrafficDials(members, before, new Map(members.map(({ region, dial }) => [region, wish.get(region) ?? dial])));
}

function planTrafficDials(members: readonly LiveRoute[], before: Dials, after: Dials): FailoverPlan {
  if (equalDials(before, after)) throw new ImpossibleChange([MRAP952_INVALID_ROUTE_CHANGE.create({ problem: 'nothing would change', live: showDials(before) })]);
  const is = (dials: Dials, active: boolean) => ({ region }: LiveRoute) => ((dials.get(region) ?? 0) > 0) === active;
  const places = (routes: readonly LiveRoute[]) => routes.map(({ region, bucket }) => ({ region, bucket }));
  return {
    members,
    before,
    after,
    drained: places(members.filter(is(before, true)).filter(is(after, false))),
    activated: places(members.filter(is(after, true))),
  };
}
