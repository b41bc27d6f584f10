import { type NumberedAccessPointGroup } from './numbered-members';
import { type Topology, type TopologyChangeKind } from './topology';

/** A member, a replication rule or a stack that a deployment adds or removes. */
export interface ElementChange {
  readonly change: TopologyChangeKind;
  readonly what: string;
}

/** Lists the elements that differ from the baseline. */
export function listElementChanges({ stacks }: Topology, groups: readonly NumberedAccessPointGroup[]): ElementChange[] {
  const members = groups.flatMap((group) => group.members);
  const edges = groups.flatMap(({ group }) => group.edges);
  const numbers = new Map(members.map(({ member, number }) => [member.key, number]));
  const changed = (change: TopologyChangeKind | undefined, what: string) =>
    (change === undefined ? [] : [{ change, what }]);
  return [
    ...members.flatMap(({ member: { change, bucket, region }, number }) =>
      changed(change, `member ${number}, ${bucket} in ${region ?? 'an unknown Region'}`),
    ),
    ...edges.flatMap(({ change, from, to }) =>
      changed(change, `replication ${numbers.get(from)} → ${numbers.get(to)}`),
    ),
    ...stacks.flatMap(({ change, name, region }) => changed(change, `stack ${name} in ${region}`)),
  ];
}
