import { REGIONS } from '../../facts/regions';
import { MRAP775_TOPOLOGY_MISMATCH } from '../definitions/options';
import { type Finding } from '../finding';

/** A bucket in the replication graph. */
export interface ReplicationNode {
  readonly region: string;
}

/** The direction of one replication rule. */
export interface ReplicationEdge<N extends ReplicationNode> {
  readonly source: N;
  readonly destination: N;
}

/** The Regions of sources and destinations. Undefined means all Regions. */
export interface ReplicationDirections {
  readonly sources?: readonly string[];
  readonly destinations?: readonly string[];
}

/** All edges, sorted by the Regions of source and destination. Buckets of one Region keep their order. */
export function makeEdges<N extends ReplicationNode>(
  nodes: readonly N[], { sources, destinations }: ReplicationDirections,
): ReplicationEdge<N>[] {
  const sorted = [...nodes].sort((a, b) => Number(a.region > b.region) - Number(a.region < b.region));
  const within = (regions: readonly string[] | undefined) =>
    sorted.filter(({ region }) => regions === undefined || regions.includes(region));
  return within(sources).flatMap((source) => within(destinations)
    .filter((destination) => destination !== source)
    .map((destination) => ({ source, destination })));
}

/** The lowest priority of this library. Lower priorities are free for other rules. */
const BASE_PRIORITY = 1000;
/**
 * The base of priorities for Regions that are missing from the table. It is larger than all priorities from the table.
 */
const UNKNOWN_REGION_PRIORITY = 1_000_000;

/** The priority of every rule to a Region. It never changes, because Regions are only appended to the table. */
export function replicationPriority(region: string): number {
  const index = REGIONS.findIndex((entry) => entry.region === region);
  if (index >= 0) return BASE_PRIORITY + index;
  return (
    UNKNOWN_REGION_PRIORITY +
    [...region].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7)
  );
}

/** A declared bucket of a replication. */
export interface DeclaredNode extends ReplicationNode {
  /** For messages. */
  readonly bucket: string;
}

/**
 * Checks that the buckets and directions result in a graph.
 *
 * @param rules the directions of each rule between the buckets
 */
export function checkReplicationGraph(
  nodes: readonly ReplicationNode[], rules: readonly ReplicationDirections[],
): Finding[] {
  const regions = nodes.map((node) => node.region);
  const problems = new Set(rules.flatMap((directions) => findDirectionProblems(nodes, directions)));
  return [...problems].map((problem) => MRAP775_TOPOLOGY_MISMATCH.create({ problem, regions }));
}

function findDirectionProblems(nodes: readonly ReplicationNode[], directions: ReplicationDirections): string[] {
  const named = [...(directions.sources ?? []), ...(directions.destinations ?? [])];
  const withoutBucket = [...new Set(named)].filter((region) => !nodes.some((node) => node.region === region));
  if (withoutBucket.length > 0) return withoutBucket.map((region) => `Region "${region}" without a bucket`);
  return makeEdges(nodes, directions).length === 0 ? ['no direction between two buckets'] : [];
}
