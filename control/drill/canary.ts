import { type BucketLocation } from '../backlog';
import { SECOND } from '../clock';
import { toFailure, showFailure } from '../failure';
import { choosePollInterval } from '../poll-schedule';
import { type LiveRoute } from '../routes/routing';
import { type DefaultLocks, findLockObstacle, readDefaultLocks } from './object-lock';
import { findCopyObstacle, isReplicaExpected, readReplicaExpectation } from './replica-expectation';
import { type DrillCheckResult } from './report';
import {
  type DrillCheckOutcomeWithDetail, type DrillContext, listCanaryEdges, runDrillCheck, showCanaryEdge,
} from './run-check';

export interface CanaryOptions {
  /** The key prefix of canaries. */
  readonly prefix: string;
  /** How long to wait for the replicas of one canary. */
  readonly timeoutMs: number;
}

/** A test object that the drill wrote. */
interface Canary {
  readonly source: LiveRoute;
  readonly key: string;
  readonly version: string | undefined;
  readonly writtenAt: number;
}

/**
 * Writes an object to every active member, waits for its replicas in all other members, and deletes all of them. Writes
 * nothing if a bucket would lock the object.
 */
export async function checkReplicationCanaries(
  context: DrillContext, options: CanaryOptions,
): Promise<DrillCheckResult[]> {
  const active = context.members.filter(({ dial }) => dial > 0);
  const locks = await readDefaultLocks(context);
  const checks = await Promise.all(active.map((source) => runCanary(context, source, locks, options)));
  return checks.flat();
}

async function runCanary(
  context: DrillContext,
  source: LiveRoute,
  locks: DefaultLocks,
  { prefix, timeoutMs }: CanaryOptions,
): Promise<DrillCheckResult[]> {
  const { aws, clock, members } = context;
  const edges = listCanaryEdges(members).filter((edge) => edge.source.region === source.region);
  const startedAt = clock.now();
  const key = `${prefix}${new Date(startedAt).toISOString()}-${source.region}`;
  const obstacle = findLockObstacle(locks, [source, ...edges.map(({ destination }) => destination)])
    ?? await findCopyObstacle(context, source, key);
  if (obstacle !== undefined) {
    return Promise.all(edges.map((edge) => runDrillCheck(clock, 'canary', showCanaryEdge(edge), async () => obstacle)));
  }
  const expectations = new Map(await Promise.all(edges.map(async (edge) =>
    [edge, await readReplicaExpectation(context, edge, key)] as const)));
  const expected = edges.filter((edge) => isReplicaExpected(expectations.get(edge)!));
  const others = await Promise.all(edges.filter((edge) => !expected.includes(edge)).map((edge) =>
    runDrillCheck(clock, 'canary', showCanaryEdge(edge), async () =>
      expectations.get(edge) as DrillCheckOutcomeWithDetail)));
  if (expected.length === 0 && edges.length > 0) return others;
  let canary: Canary;
  try {
    const { VersionId: version } = await aws.call(source.region, 'PutObject', {
      Bucket: source.bucket,
      Key: key,
      Body: 'canary of a failover drill\n',
    });
    canary = { source, key, version, writtenAt: clock.now() };
  } catch (error) {
    const detail = `could not write to ${source.bucket}: ${showFailure(toFailure(error))}`;
    const tookMs = clock.now() - startedAt;
    return [
      ...others,
      ...expected.map((edge): DrillCheckResult =>
        ({ check: 'canary', subject: showCanaryEdge(edge), outcome: 'unknown', detail, tookMs })),
    ];
  }
  const arrivals = await Promise.all(
    expected.map((edge) =>
      runDrillCheck(clock, 'canary', showCanaryEdge(edge), async () => {
        const seconds = await waitForReplica(context, canary, edge.destination, timeoutMs);
        if (seconds !== undefined) return ['passed', `replicated after ${seconds} s`];
        const missing = `not replicated after ${timeoutMs / SECOND} s`;
        return expectations.get(edge) === 'uncertain'
          ? ['unknown', `${missing}, and a rule contains elements that this version does not know`]
          : ['failed', missing];
      }),
    ),
  );
  return [...others, ...arrivals, ...(await deleteCanary(context, canary))];
}

/** Returns after how many seconds the replica existed, or undefined if it did not. */
async function waitForReplica(
  { aws, clock }: DrillContext, canary: Canary, { region, bucket }: BucketLocation, timeoutMs: number,
): Promise<number | undefined> {
  const until = canary.writtenAt + timeoutMs;
  for (;;) {
    try {
      await aws.call(region, 'HeadObject', { Bucket: bucket, Key: canary.key });
      return Math.round((clock.now() - canary.writtenAt) / SECOND);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    const pause = choosePollInterval(clock.now() - canary.writtenAt);
    if (clock.now() + pause > until) return undefined;
    await clock.sleep(pause);
  }
}

/**
 * Deletes the version in every member: S3 does not replicate the deletion of a version, and a replica has the version
 * of its source.
 */
async function deleteCanary(
  { aws, clock, members }: DrillContext, { key, version }: Canary,
): Promise<DrillCheckResult[]> {
  const checks = await Promise.all(members.map(async ({ region, bucket }) => {
    const check = await runDrillCheck(clock, 'clean-up', bucket, async () => {
      await aws.call(region, 'DeleteObject', { Bucket: bucket, Key: key, VersionId: version });
      return ['passed', 'deleted'];
    });
    return check.outcome === 'passed' ? check : { ...check, detail: `${key} was not deleted: ${check.detail}` };
  }));
  return checks.filter(({ outcome }) => outcome !== 'passed');
}

function isNotFound(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404;
}
