import { checkRoutingTable } from '../../src/diagnostics/checks/routes';
import { MRAP952_INVALID_ROUTE_CHANGE } from '../../src/diagnostics/definitions/command-line';
import { type Finding } from '../../src/diagnostics/finding';
import { type BucketLocation } from '../backlog';
import { CONTROL_REGION_MAJORITY } from '../routes/control-regions';
import { type RoutingTableInControlRegions } from '../routes/routes-views';
import {
  equalRegionDials, hasActiveMember, type LiveRoute, type RegionDials, showRegionDials,
} from '../routes/routing';

/** The Regions to activate and to make passive. Other members keep their routes. */
export interface RouteChange {
  readonly activate: readonly string[];
  readonly deactivate: readonly string[];
}

/** The replication from one member to another. */
export interface ReplicationEdge {
  readonly source: BucketLocation;
  readonly destination: BucketLocation;
}

/** A change of the live routes. */
export interface FailoverPlan {
  /** The members in the table that most control Regions returned. */
  readonly members: readonly LiveRoute[];
  /** The members to submit. S3 keeps the routes of the others. */
  readonly named: readonly LiveRoute[];
  readonly before: RegionDials;
  readonly after: RegionDials;
  /** The edges whose backlog clients can miss after the change. */
  readonly edges: readonly ReplicationEdge[];
  /** The named members for which the control Regions returned different routes. */
  readonly disputed: readonly string[];
  /** Whether every table already has the routes of the named members. */
  readonly isInEffect: boolean;
}

/** The change cannot be applied to the live routes. */
export class ImpossibleRouteChangeError extends Error {
  constructor(public readonly findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('; '));
  }
}

const ACTIVE = 100;

/** Makes one member active and all others passive. */
export function makeOnlyActiveRouteChange(
  [{ members }]: readonly RoutingTableInControlRegions[], region: string,
): RouteChange {
  return { activate: [region], deactivate: members.map((member) => member.region).filter((other) => other !== region) };
}

/**
 * Plans a change from the tables that the control Regions returned. Throws if the change names no member, or if S3
 * would refuse it whichever table is right.
 */
export function planRouteChange(
  views: readonly RoutingTableInControlRegions[], { activate, deactivate }: RouteChange,
): FailoverPlan {
  const named = [
    ...activate.map((region) => ({ region, dial: ACTIVE })),
    ...deactivate.map((region) => ({ region, dial: 0 })),
  ];
  if (named.length === 0) throw invalidChange('no Region is named', views);
  checkNames(views, named.map(({ region }) => region));
  const findings = views.map((view) => checkChange(view, named));
  if (findings.every((ofView) => ofView.length > 0)) throw new ImpossibleRouteChangeError(findings[0]);
  return planDials(views, new Map(named.map(({ region, dial }) => [region, dial])));
}

/** Checks the names first, so that the messages contain the options of the command. */
function checkNames(views: readonly RoutingTableInControlRegions[], regions: readonly string[]): void {
  const repeated = regions.find((region, index) => regions.indexOf(region) !== index);
  if (repeated !== undefined) throw invalidChange(`Region "${repeated}" is named more than once`, views);
  const stranger = regions.find((region) => views.every(({ dials }) => !dials.has(region)));
  if (stranger !== undefined) throw invalidChange(`Region "${stranger}" has no member`, views);
}

function checkChange(
  { members }: RoutingTableInControlRegions, named: readonly { region: string; dial: number }[],
): Finding[] {
  const others = members
    .filter(({ region }) => !named.some((route) => route.region === region))
    .map(({ region, dial }) => ({ region, dial }));
  return checkRoutingTable({ routes: [...named, ...others], others: 0 }, members.map(({ region }) => region));
}

function invalidChange(
  problem: string, [{ dials }]: readonly RoutingTableInControlRegions[],
): ImpossibleRouteChangeError {
  return new ImpossibleRouteChangeError([
    MRAP952_INVALID_ROUTE_CHANGE.create({ problem, live: showRegionDials(dials) }),
  ]);
}

export interface RecordedChange {
  readonly before: RegionDials;
  readonly after: RegionDials;
}

/**
 * Plans the way back to recorded routes. The change contains each member whose route differs from the record in any
 * table; members without a record keep their routes. Throws if the record has no active member.
 *
 * @param isSettled whether the recorded change can no longer be on its way to a control Region
 */
export function planFailback(
  views: readonly RoutingTableInControlRegions[], { before, after }: RecordedChange, isSettled: boolean,
): FailoverPlan {
  if (!hasActiveMember(before)) throw invalidChange('the record has no active Region to return to', views);
  const tables = [...views.map(({ dials }) => dials), ...(isSettled ? [] : [after])];
  const isMember = (region: string) => views.some(({ dials }) => dials.has(region));
  const changed = [...before]
    .filter(([region, dial]) => isMember(region) && tables.some((table) => table.get(region) !== dial));
  const plan = planDials(views, new Map(changed));
  return { ...plan, isInEffect: changed.length === 0 };
}

/**
 * Plans the submit of saved dials. Throws if S3 would refuse it whichever table is right, for example because no member
 * stays active.
 */
export function planSavedDials(views: readonly RoutingTableInControlRegions[], dials: RegionDials): FailoverPlan {
  const named = [...dials].map(([region, dial]) => ({ region, dial }));
  const findings = views.map((view) => checkChange(view, named));
  if (findings.every((ofView) => ofView.length > 0)) throw new ImpossibleRouteChangeError(findings[0]);
  return planDials(views, dials);
}

function planDials(views: readonly RoutingTableInControlRegions[], dials: RegionDials): FailoverPlan {
  const [{ members, dials: before }] = views;
  const after = new Map([...before].map(([region, dial]) => [region, dials.get(region) ?? dial]));
  const named = members.filter(({ region }) => dials.has(region));
  return {
    members,
    named,
    before,
    after,
    edges: findEdges(views, members, after),
    disputed: named.map(({ region }) => region)
      .filter((region) => views.some((view) => view.dials.get(region) !== before.get(region))),
    isInEffect: views.every((view) => [...dials].every(([region, dial]) => view.dials.get(region) === dial)),
  };
}

/**
 * Finds the edges from drained members to active members, and from active members to members that become active. If
 * the control Regions return different tables, a member counts as active and as passive.
 */
function findEdges(
  views: readonly RoutingTableInControlRegions[], members: readonly LiveRoute[], after: RegionDials,
): ReplicationEdge[] {
  const wasActive = (region: string) => views.some(({ dials }) => isActive(dials, region));
  const wasPassive = (region: string) => views.some(({ dials }) => !isActive(dials, region));
  return members.flatMap((source) => members
    .filter((destination) => {
      if (source === destination || !wasActive(source.region) || !isActive(after, destination.region)) return false;
      return !isActive(after, source.region) || wasPassive(destination.region);
    })
    .map((destination) => ({ source: toLocation(source), destination: toLocation(destination) })));
}

function isActive(dials: RegionDials, region: string): boolean {
  return (dials.get(region) ?? 0) > 0;
}

function toLocation({ region, bucket }: LiveRoute): BucketLocation {
  return { region, bucket };
}

/** Whether most of the five control Regions returned this single table. */
export function doRegionsAgree(views: readonly RoutingTableInControlRegions[]): boolean {
  return views.length === 1 && views[0].regions.length >= CONTROL_REGION_MAJORITY;
}

/** Whether a table is neither the recorded routes before a change nor the recorded routes after it. */
export function findForeignTable(
  views: readonly RoutingTableInControlRegions[], { before, after }: RecordedChange,
): RegionDials | undefined {
  return views.map(({ dials }) => dials)
    .find((dials) => !equalRegionDials(dials, before) && !equalRegionDials(dials, after));
}
