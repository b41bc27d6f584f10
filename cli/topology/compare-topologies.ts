import {
  type TopologyChangeKind, type EdgeView, type AccessPointGroupView, type MemberView, type StackView, type Topology,
} from './topology';

/** A property that differs between the baseline and the application. */
export interface PropertyChange {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface ComparedTopology extends Topology {
  readonly propertyChanges: readonly PropertyChange[];
}

/**
 * Compares the topology of the baseline with the topology of the application. The result contains the elements of both,
 * marked as added or removed, and the properties that differ. Groups match if they share a bucket or an access point.
 */
export function compareTopologies(before: Topology, after: Topology): ComparedTopology {
  const unmatched = new Set(before.groups);
  const pairs = after.groups.map((group): [AccessPointGroupView[], AccessPointGroupView] => {
    const matches = before.groups.filter((old) => unmatched.has(old) && sharesKey(old, group));
    for (const old of matches) unmatched.delete(old);
    return [matches, group];
  });
  const groups = [
    ...pairs.map(([olds, group]) => mergeGroups(olds, group)),
    ...[...unmatched].map((old) => mergeGroups([old], { ...NOTHING, accessPoints: old.accessPoints })),
  ];
  return {
    ...after,
    groups,
    stacks: mergeByKey<StackView>(before.stacks, after.stacks, ({ name, region }) => `${region} ${name}`),
    propertyChanges: pairs.flatMap(([olds, group]) => findPropertyChanges(olds, group)),
  };
}

const NOTHING: Omit<AccessPointGroupView, 'accessPoints'> = {
  members: [], edges: [], clients: [], operations: { alarms: [], notifications: [], runbooks: [], drills: [] },
};

function sharesKey(old: AccessPointGroupView, group: AccessPointGroupView): boolean {
  const listKeys = ({ members, accessPoints }: AccessPointGroupView) =>
    [...members, ...accessPoints].map(({ key }) => key);
  return listKeys(old).some((key) => listKeys(group).includes(key));
}

function mergeGroups(olds: readonly AccessPointGroupView[], group: AccessPointGroupView): AccessPointGroupView {
  return {
    ...group,
    members: mergeByKey<MemberView>(olds.flatMap(({ members }) => members), group.members, ({ key }) => key),
    edges: mergeByKey<EdgeView>(olds.flatMap(({ edges }) => edges), group.edges, makeEdgeKey),
  };
}

/** Merges two lists. Entries that are in only one of them are marked as added or removed. */
function mergeByKey<T extends { readonly change?: TopologyChangeKind }>(
  before: readonly T[], after: readonly T[], makeKey: (entry: T) => string,
): T[] {
  const [keysBefore, keysAfter] = [new Set(before.map(makeKey)), new Set(after.map(makeKey))];
  const removed = before.filter((entry) => !keysAfter.has(makeKey(entry)));
  return [
    ...after.map((entry): T => (keysBefore.has(makeKey(entry)) ? entry : { ...entry, change: 'added' })),
    ...removed.map((entry): T => ({ ...entry, change: 'removed' })),
  ];
}

function makeEdgeKey({ from, to }: EdgeView): string {
  return `${from} ${to}`;
}

function findPropertyChanges(olds: readonly AccessPointGroupView[], group: AccessPointGroupView): PropertyChange[] {
  const members = new Map(olds.flatMap((old) => old.members).map((member) => [member.key, member]));
  const edges = new Map(olds.flatMap((old) => old.edges).map((edge) => [makeEdgeKey(edge), edge]));
  return [
    ...group.members.flatMap((member) => compareMembers(members.get(member.key), member)),
    ...group.edges.flatMap((edge) => compareEdges(edges.get(makeEdgeKey(edge)), edge)),
  ];
}

const PROTECTIONS: readonly { name: string; read: (protection: MemberView['protection']) => string }[] = [
  { name: 'versioning', read: (protection) => protection?.versioning ?? '' },
  { name: 'Object Lock', read: (protection) => protection?.objectLock ?? '' },
  { name: 'public access', read: (protection) => protection?.publicAccess ?? '' },
];

function compareMembers(old: MemberView | undefined, member: MemberView): PropertyChange[] {
  if (old === undefined) return [];
  return [
    ...compareValues(`routing to ${member.bucket}`, renderRouting(old), renderRouting(member)),
    ...compareValues(`encryption of ${member.bucket}`, old.encryption, member.encryption),
    ...PROTECTIONS.flatMap(({ name, read }) =>
      compareValues(`${name} of ${member.bucket}`, read(old.protection), read(member.protection))),
  ];
}

function compareEdges(old: EdgeView | undefined, edge: EdgeView): PropertyChange[] {
  if (old === undefined) return [];
  return compareValues(`replication from ${edge.from} to ${edge.to}`, old.options.join(', '), edge.options.join(', '));
}

function renderRouting({ routes }: MemberView): string {
  return routes.map(({ declared }) => declared).join(', ');
}

function compareValues(what: string, before: string, after: string): PropertyChange[] {
  return before === after ? [] : [{ what, before: before || 'nothing', after: after || 'nothing' }];
}
