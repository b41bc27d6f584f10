import { type Aws } from '../aws';
import { type BucketLocation } from '../backlog';
import { type Clock } from '../clock';
import { toFailure, showFailure } from '../failure';
import { type LiveRoute } from '../routes/routing';
import { type AccessPointId } from '../status/access-point-status';
import { type Check, type CheckName, type Outcome } from './report';

/** What every step of a drill works with. */
export interface DrillContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly accessPoint: AccessPointId;
  readonly members: readonly LiveRoute[];
}

/** From a member that takes traffic to every other one: the way of what a failover must not lose. */
export function makeEdges(members: readonly LiveRoute[]): { source: BucketLocation; destination: BucketLocation }[] {
  return members.filter(({ dial }) => dial > 0).flatMap((source) =>
    members.filter(({ region }) => region !== source.region).map((destination) => ({ source, destination })));
}

export function showEdge({ source, destination }: { source: BucketLocation; destination: BucketLocation }): string {
  return `${source.region} -> ${destination.region}`;
}

/** What looking found. */
export type CheckResult = readonly [outcome: Outcome, detail: string];

/** Looks at one thing. What cannot be looked at is unknown, and no reason to stop. */
export async function runCheck(clock: Clock, check: CheckName, subject: string, run: () => Promise<CheckResult>): Promise<Check> {
  const began = clock.now();
  const [outcome, detail] = await run().catch((error: unknown): CheckResult => ['unknown', showFailure(toFailure(error))]);
  return { check, subject, outcome, detail, tookMs: clock.now() - began };
}
