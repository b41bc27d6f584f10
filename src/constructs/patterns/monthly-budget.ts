import { type Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type DeclaredGeneration } from '../../diagnostics/checks/generations';
import { checkMonthlyBudget } from '../../diagnostics/checks/monthly-cost';
import {
  makeObjectWithMemberPropertyKind, OBJECT_PROPERTY_KIND, type PropertyKind,
} from '../../validation/assert-properties';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { runBeforeAspects } from '../../validation/before-aspects';
import { toTextUnlessToken } from '../../validation/tokens';
import { type FailoverConfiguration, toRoutingTable } from '../access-point/failover-configuration';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type CrossRegionReplication, listEdges } from '../replication/cross-region-replication';

/**
 * The new objects that clients write in a month, and the cost that they may have.
 *
 * The estimate covers data routing, replication, requests and storage of these objects and their replicas in the first
 * month. Reads, KMS calls, transfer to the internet and objects of earlier months cost extra.
 */
export interface MonthlyBudget {
  /**
   * The cost in US dollars above which synthesis warns.
   */
  readonly usDollars: number;

  /**
   * The size of the new objects, without their replicas.
   */
  readonly newObjects: Size;

  /**
   * The PUT requests with which clients write the new objects.
   */
  readonly putRequests: number;
}

/** The kind of a property that accepts a budget. */
export const MONTHLY_BUDGET_PROPERTY_KIND: PropertyKind = {
  name: 'an object with newObjects, a Size, and with usDollars and putRequests of at least 0',
  accepts: (value) => OBJECT_PROPERTY_KIND.accepts(value) && isBudget(value as MonthlyBudget),
};

const SIZE_PROPERTY_KIND = makeObjectWithMemberPropertyKind('toGibibytes', 'a Size');

function isBudget({ usDollars, newObjects, putRequests }: MonthlyBudget): boolean {
  return SIZE_PROPERTY_KIND.accepts(newObjects)
    && [usDollars, putRequests].every((value) => Token.isUnresolved(value) || (Number.isFinite(value) && value >= 0));
}

/** The parts of an access point that determine the cost of its writes. */
export interface PricedAccessPoint {
  readonly buckets: readonly UnderlyingBucket[];
  readonly generations: readonly DeclaredGeneration[];
  /** Undefined if all Regions are active. An access point with one Region has no routes. */
  readonly failover: FailoverConfiguration | undefined;
  readonly replication: CrossRegionReplication | undefined;
}

/**
 * Reports a cost above the budget (MRAP225) when the application is declared completely, because `addRule()` adds
 * replication. A budget with tokens has no estimate.
 */
export function annotateCostAboveBudget(scope: IConstruct, budget: MonthlyBudget, priced: PricedAccessPoint): void {
  const { usDollars, newObjects, putRequests } = budget;
  if (newObjects.isUnresolved() || Token.isUnresolved(usDollars) || Token.isUnresolved(putRequests)) return;
  // AWS bills gigabytes of 1,024 megabytes.
  const gigabytes = newObjects.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
  const usage = { gigabytes, requests: putRequests };
  runBeforeAspects(scope, () => {
    const findings = checkMonthlyBudget(listWrites(priced), usage, usDollars);
    for (const finding of findings) addFindingAnnotation(scope, finding);
  });
}

function listWrites({ buckets, generations, failover, replication }: PricedAccessPoint) {
  const written = buckets.filter(({ region }) => generations.some(({ regions }) =>
    regions.includes(region) && (regions.length === 1 || isActive(region, failover))));
  const edges = replication === undefined ? [] : listEdges(replication);
  return {
    writtenBuckets: written.length,
    replications: edges.filter(({ source }) => written.includes(source)).map(({ source, destination, rule }) => ({
      sourceRegion: toTextUnlessToken(source.region),
      destinationRegion: toTextUnlessToken(destination.region),
      timeControl: rule.timeControl,
    })),
  };
}

function isActive(region: string, failover: FailoverConfiguration | undefined): boolean {
  if (failover === undefined) return true;
  const { routes, others } = toRoutingTable(failover);
  return (routes.find((route) => route.region === region)?.dial ?? others) > 0;
}
