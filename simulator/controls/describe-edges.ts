import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { destinationOf } from '../objects/replication/select-rules';
import { type SimulatorControls } from './controls';

/** The replication from the buckets of one Region to the buckets of another Region. */
export interface EdgeDescription {
  readonly from: string;
  readonly to: string;
  readonly lagMs: number;
  /** The number of copies that have not arrived. */
  readonly pending: number;
  /** The age of the oldest copy that has not arrived. */
  readonly oldestMs: number;
  readonly failed: number;
  readonly isPaused: boolean;
  /** The Regions of the edge that replication cannot reach. */
  readonly unreachable: readonly string[];
}

function listDestinations({ replication }: SimulatedBucket): string[] {
  return (replication.at(-1)?.configuration?.Rules ?? [])
    .filter(({ Status }) => Status === 'Enabled').map(destinationOf);
}

/** Describes the edges of all enabled rules, in the order of their Regions. */
export function describeEdges({ simulator, lags }: SimulatorControls): EdgeDescription[] {
  const { buckets, regions, replication, settings } = simulator;
  const now = settings.clock.now();
  const findRegion = (bucket: string) => buckets.get(bucket)?.region;
  const pairs = buckets.list().flatMap((bucket) => listDestinations(bucket)
    .flatMap((name) => findRegion(name) ?? []).map((to) => `${bucket.region} ${to}`));
  return [...new Set(pairs)].sort().map((pair) => {
    const [from, to] = pair.split(' ');
    const isOfEdge = (task: { readonly source: string; readonly destination: string }) =>
      findRegion(task.source) === from && findRegion(task.destination) === to;
    const pending = replication.pending.filter(isOfEdge);
    return {
      from,
      to,
      lagMs: lags.get(from, to),
      pending: pending.length,
      oldestMs: Math.max(0, ...pending.map(({ queuedAt }) => now - queuedAt)),
      failed: replication.failures.filter(isOfEdge).length,
      isPaused: replication.isPaused(from, to),
      unreachable: [from, to].filter((region) => !regions.isReachable(region)),
    };
  });
}
