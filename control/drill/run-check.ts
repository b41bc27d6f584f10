import { type AwsCalls } from '../aws';
import { type BucketLocation } from '../backlog';
import { type Clock } from '../clock';
import { toFailure, showFailure } from '../failure';
import { type LiveRoute } from '../routes/routing';
import { type AccessPointId } from '../status/access-point-status';
import { type DrillCheckResult, type DrillCheckName, type DrillCheckOutcome } from './report';

/** The input of every check of a drill. */
export interface DrillContext {
  readonly aws: AwsCalls;
  readonly clock: Clock;
  readonly accessPoint: AccessPointId;
  readonly members: readonly LiveRoute[];
}

/** A pair of members with the direction of their replication. */
export interface CanaryEdge {
  readonly source: BucketLocation;
  readonly destination: BucketLocation;
}

/**
 * Lists the edges from every active member to every other member. A failover must not lose the writes of these edges.
 */
export function listCanaryEdges(members: readonly LiveRoute[]): CanaryEdge[] {
  return members.filter(({ dial }) => dial > 0).flatMap((source) =>
    members.filter(({ region }) => region !== source.region).map((destination) => ({ source, destination })));
}

export function showCanaryEdge({ source, destination }: CanaryEdge): string {
  return `${source.region} -> ${destination.region}`;
}

export type DrillCheckOutcomeWithDetail = readonly [outcome: DrillCheckOutcome, detail: string];

/** Runs one check. An error makes its outcome unknown and does not stop the drill. */
export async function runDrillCheck(
  clock: Clock,
  check: DrillCheckName,
  subject: string,
  run: () => Promise<DrillCheckOutcomeWithDetail>,
): Promise<DrillCheckResult> {
  const startedAt = clock.now();
  const [outcome, detail] = await run().catch((error: unknown): DrillCheckOutcomeWithDetail => [
    'unknown',
    showFailure(toFailure(error)),
  ]);
  return { check, subject, outcome, detail, tookMs: clock.now() - startedAt };
}
