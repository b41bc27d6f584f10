import { FindingSeverity } from '../../src/diagnostics/finding';
import { makeAnchors, toAnchor } from './anchors';
import { type AccessPointGroupView, type FindingView, type MemberView, type Topology } from './topology';

/** A member with its number on the map and in lists. */
export interface NumberedMember {
  readonly member: MemberView;
  readonly number: number;
  /** The anchor of its card. */
  readonly id: string;
  /** The most severe finding about the member, if an error or a warning exists. */
  readonly severity?: 'error' | 'warning';
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

/** Numbers the members of each group, with anchors from the names of its access points. */
export function numberGroups({ groups, findings }: Topology): NumberedAccessPointGroup[] {
  const ids = makeAnchors(groups.map(makeTitle));
  return groups.map((group, index) => makeNumberedAccessPointGroup(group, ids[index], findings));
}

export function makeTitle({ accessPoints }: AccessPointGroupView): string {
  if (accessPoints.length === 0) return 'Replication without an access point';
  return accessPoints.map(({ label }) => label).join(' · ');
}

export function makeNumberedAccessPointGroup(
  group: AccessPointGroupView, id: string, findings: readonly FindingView[] = [],
): NumberedAccessPointGroup {
  const anchors = makeAnchors(group.members.map(({ region, bucket }) => `${id}-in-${region ?? bucket}`));
  const members = group.members.map((member, index): NumberedMember => {
    const severity = findSeverity(member, findings);
    return { member, number: index + 1, id: anchors[index], ...(severity !== undefined && { severity }) };
  });
  return { id, group, members, pairs: findPairs(group, new Map(members.map((entry) => [entry.member.key, entry]))) };
}

function findSeverity({ key }: MemberView, findings: readonly FindingView[]): NumberedMember['severity'] {
  const severities = findings.filter(({ subject }) => subject === key).map(({ severity }) => severity);
  if (severities.includes(FindingSeverity.ERROR)) return 'error';
  return severities.includes(FindingSeverity.WARNING) ? 'warning' : undefined;
}

/** The anchor of the effect of the loss of a Region. */
export function makeLossAnchor(groupId: string, region: string): string {
  return `${groupId}-without-${toAnchor(region)}`;
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
