import { type AccessPointGroupView, type MemberView } from './topology';

/** A member with its number on the map and in lists. */
export interface NumberedMember {
  readonly member: MemberView;
  readonly number: number;
  /** The anchor of its card. */
  readonly id: string;
}

/** The rules between two members, in both directions or only from the first to the second. */
export interface ReplicatedMemberPair {
  readonly from: NumberedMember;
  readonly to: NumberedMember;
  readonly twoWay: boolean;
  readonly change?: 'added' | 'removed';
}

export interface NumberedAccessPointGroup {
  readonly id: string;
  readonly group: AccessPointGroupView;
  readonly members: readonly NumberedMember[];
  readonly pairs: readonly ReplicatedMemberPair[];
}

export function makeNumberedAccessPointGroup(group: AccessPointGroupView, id: string): NumberedAccessPointGroup {
  const members = group.members.map((member, index): NumberedMember => (
    { member, number: index + 1, id: `${id}-member-${index + 1}` }
  ));
  return { id, group, members, pairs: findPairs(group, new Map(members.map((entry) => [entry.member.key, entry]))) };
}

/** Two directions with different changes become two pairs. */
function findPairs(
  { edges }: AccessPointGroupView, members: ReadonlyMap<string, NumberedMember>,
): ReplicatedMemberPair[] {
  return edges.flatMap((edge): ReplicatedMemberPair[] => {
    const [from, to] = [members.get(edge.from)!, members.get(edge.to)!];
    const back = edges.find((other) => other.from === edge.to && other.to === edge.from);
    const twoWay = back !== undefined && back.change === edge.change;
    return twoWay && from.number > to.number ? [] : [{ from, to, twoWay, ...(edge.change && { change: edge.change }) }];
  });
}
