import { MRAP403_MEMBER_REPLICATION_GAPS, MRAP404_ONE_WAY_ACTIVE_MEMBERS } from '../definitions/replication';
import { type Finding } from '../finding';

/** The members of one access point, and which of them replicate to which. */
export interface ReplicatedMembers {
  readonly members: readonly string[];
  /** Those that routes make passive, or may. */
  readonly passive: ReadonlySet<string>;
  readonly replicates: (from: string, to: string) => boolean;
}

/** Rows C3 and C4. Who replicates only towards passive members has chosen so; who does not replicate at all has chosen that. */
export function checkReplicatedMembers({ members, passive, replicates }: ReplicatedMembers): Finding[] {
  const all = members.flatMap((from) => members.filter((to) => to !== from).map((to) => ({ from, to })));
  const missing = all.filter(({ from, to }) => !replicates(from, to) && !passive.has(from));
  if (missing.length === 0 || !all.some(({ from, to }) => replicates(from, to))) return [];
  if (members.length === 2) return [MRAP404_ONE_WAY_ACTIVE_MEMBERS.create(missing[0])];
  return [MRAP403_MEMBER_REPLICATION_GAPS.create({ missing: missing.map(({ from, to }) => `${from} -> ${to}`), expected: all.length })];
}
