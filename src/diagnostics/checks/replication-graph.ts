import { REGIONS } from '../../facts/regions';
import { MRAP775_TOPOLOGY_MISMATCH } from '../definitions/options';
import { MRAP402_SAME_REGION_REPLICATION } from '../definitions/replication';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** A bucket as the graph sees it: one in each Region. */
export interface ReplicationNode {
  readonly region: string;
}

/** One directed rule: what changes in the source is copied to the destination. */
export interface Edge<N extends ReplicationNode> {
  readonly source: N;
  readonly destination: N;
}

/** Which Regions replicate to which; undefined stands for all of them. */
export interface Directions {
  readonly sources?: readonly string[];
  readonly destinations?: readonly string[];
}

/** Every edge, by source and then destination Region: the order in which buckets were written down makes no difference. */
export function makeEdges<N extends ReplicationNode>(nodes: readonly N[], { sources, destinations }: Directions): Edge<N>[] {
  const sorted = [...nodes].sort((a, b) => (a.region < b.region ? -1 : 1));
  const within = (regions: readonly string[] | undefined) => sorted.filter(({ region }) => regions === undefined || regions.includes(region));
  return within(sources).flatMap((source) =>
    within(destinations).filter((destination) => destination.region !== source.region).map((destination) => ({ source, destination })));
}

/** The first priority of ours; lower ones are left to rules of others. */
const FIRST = 1000;
/** A Region that AWS has added since has no place in the table; its priority lies beyond all places. */
const BEYOND = 1_000_000;

/** The priority of every rule to a Region. The table of Regions is append-only, so it never changes. */
export function replicationPriority(region: string): number {
  const place = REGIONS.findIndex((entry) => entry.region === region);
  return place >= 0 ? FIRST + place : BEYOND + [...region].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7);
}

/** A bucket of a replication as it is declared. */
export interface DeclaredNode extends ReplicationNode {
  /** For messages. */
  readonly bucket: string;
}

/** Rows C2 and O25: whether buckets and directions make a graph. */
export function checkGraph(nodes: readonly DeclaredNode[], directions: Directions): Finding[] {
  const regions = nodes.map((node) => node.region);
  const named = [...directions.sources ?? [], ...directions.destinations ?? []];
  const strangers = [...new Set(named)].filter((region) => !regions.includes(region));
  return [
    ...[...groupBy(nodes, (node) => node.region)].filter(([, same]) => same.length > 1)
      .map(([region, [first, second]]) => MRAP402_SAME_REGION_REPLICATION.create({ source: first.bucket, destination: second.bucket, region })),
    ...strangers.map((region) => MRAP775_TOPOLOGY_MISMATCH.create({ problem: `region ${JSON.stringify(region)} has no bucket`, regions })),
    ...(strangers.length === 0 && makeEdges(nodes, directions).length === 0 ? [MRAP775_TOPOLOGY_MISMATCH.create({ problem: 'no bucket replicates to another', regions })] : []),
  ];
}
