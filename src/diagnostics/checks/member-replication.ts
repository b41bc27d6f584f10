import { MRAP403_MEMBER_REPLICATION_GAPS, MRAP404_ONE_WAY_ACTIVE_MEMBERS } from '../definitions/replication';
import { type Finding } from '../finding';

/** A member of an access point. */
export interface ReplicatedMember {
  readonly bucket: string;
  readonly region?: string;
}

/** A declared routing table of an access point. */
export interface MemberRoutes {
  readonly routes: readonly { readonly bucket?: string; readonly region?: string; readonly dial?: number }[];
  /** The traffic dial of every member without a route; undefined if such a member keeps its current route. */
  readonly others?: number;
  /** Whether all routes are known. */
  readonly complete: boolean;
}

/** The members of one access point with their routes, and the replication rules between them. */
export interface MemberReplication {
  readonly members: readonly ReplicatedMember[];
  readonly tables: readonly MemberRoutes[];
  readonly replicates: (from: string, to: string) => boolean;
}

/**
 * Reports missing rules between active members. Members that replicate only to passive members, or not at all, do so on
 * purpose.
 */
export function checkMemberReplication({ members, tables, replicates }: MemberReplication): Finding[] {
  const directions = members.flatMap((from) => members.filter((to) => to !== from).map((to) => ({ from, to })));
  const isReplicated = ({ from, to }: typeof directions[number]) => replicates(from.bucket, to.bucket);
  const missing = directions.filter((direction) => !isReplicated(direction) && !mayBePassive(direction.from, tables))
    .map(({ from, to }) => ({ from: from.bucket, to: to.bucket }));
  if (missing.length === 0 || !directions.some(isReplicated)) return [];
  if (members.length === 2) return [MRAP404_ONE_WAY_ACTIVE_MEMBERS.create(missing[0])];
  const gaps = missing.map(({ from, to }) => `${from} -> ${to}`);
  return [MRAP403_MEMBER_REPLICATION_GAPS.create({ missing: gaps, expected: directions.length })];
}

/** Returns whether a table makes a member passive. If a route is unknown, every member may be passive. */
function mayBePassive({ bucket, region }: ReplicatedMember, tables: readonly MemberRoutes[]): boolean {
  return tables.some(({ routes, others, complete }) => {
    const route = routes.find(
      (entry) => entry.bucket === bucket || (entry.region !== undefined && entry.region === region),
    );
    return !complete || (route ? route.dial : others) === 0;
  });
}
