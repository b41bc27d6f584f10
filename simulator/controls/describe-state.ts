import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type ReplicationFailure } from '../objects/replication/replication-task';
import { type Simulator } from '../simulator';
import { activeRegionsAt } from '../snapshot';

function describeBucket({ name, region, accountId, objects }: SimulatedBucket): object {
  const keys = objects.keys();
  const count = keys.filter((key) => objects.current(key)?.kind === 'object').length;
  const versions = keys.reduce((sum, key) => sum + objects.versions(key).length, 0);
  return { name, region, accountId, objects: count, versions };
}

/** The number of failed copies that the state describes. */
const SHOWN_FAILURES = 100;

function describeFailure(
  { kind, source, destination, key, versionId, code, reason, failedAt }: ReplicationFailure,
): object {
  return { kind, source, destination, key, versionId, code, reason, failedAt: new Date(failedAt).toISOString() };
}

/** Returns the state of a simulator for users: Regions, access points with routes, buckets and replication. */
export function describeState(simulator: Simulator): object {
  const { accessPoints, at } = simulator.snapshot();
  const buckets = simulator.buckets.list();
  const pending = simulator.replication.pending;
  const regionNames = [...new Set(buckets.map(({ region }) => region))].sort();
  return {
    now: new Date(at).toISOString(),
    pendingReplications: pending.length,
    failedReplications: simulator.replication.failures.length,
    regions: regionNames.map((region) => ({ region, condition: simulator.regions.get(region) })),
    accessPoints: accessPoints.map(({ name, alias, arn, status, regions, routes }) => ({
      name,
      alias,
      arn,
      status,
      members: regions.map(({ Region: region, Bucket: bucket }) => (
        { region, bucket, active: activeRegionsAt(routes, at).includes(region) }
      )),
    })),
    buckets: buckets.map(describeBucket),
    replication: pending.map(({ kind, source, destination, key, queuedAt }) => (
      { kind, source, destination, key, queuedAt: new Date(queuedAt).toISOString() }
    )),
    lastFailures: simulator.replication.failures.slice(-SHOWN_FAILURES).map(describeFailure),
  };
}
