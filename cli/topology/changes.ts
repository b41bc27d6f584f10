import { type ChangeKind, type EdgeView, type GroupView, type MemberView, type StackView, type Topology } from './topology';

/** A change of something that is there before and after. */
export interface Alteration {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface ComparedTopology extends Topology {
  readonly alterations: readonly Alteration[];
}

/** One list of what is there before or after, each entry saying whether it comes or goes. */
function merge<T extends { readonly change?: ChangeKind }>(before: readonly T[], after: readonly T[], keyOf: (entry: T) => string): T[] {
  const [was, is] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return [
    ...after.map((entry): T => (was.has(keyOf(entry)) ? entry : { ...entry, change: 'added' })),
    ...before.filter((entry) => !is.has(keyOf(entry))).map((entry): T => ({ ...entry, change: 'removed' })),
  ];
}

/**
 * What a deployment makes of what is deployed: everything of both, with what comes, what goes, and what becomes different. A group continues the
 * one that it shares a bucket or an access point with.
 */
export function compareTopologies(before: Topology, after: Topology): ComparedTopology {
  const left = new Set(before.groups);
  const pairs = after.groups.map((group): [GroupView[], GroupView] => {
    const was = before.groups.filter((old) => left.has(old) && continues(old, group));
    for (const old of was) left.delete(old);
    return [was, group];
  });
  const groups = [
    ...pairs.map(([was, is]) => mergeGroups(was, is)),
    ...[...left].map((old) => mergeGroups([old], { accessPoints: old.accessPoints, members: [], edges: [] })),
  ];
  return {
    ...after,
    groups,
    stacks: merge<StackView>(before.stacks, after.stacks, ({ name, region }) => `${region} ${name}`),
    alterations: pairs.flatMap(([was, is]) => alterations(was, is)),
  };
}

function continues(old: GroupView, group: GroupView): boolean {
  const keysOf = ({ members, accessPoints }: GroupView) => [...members, ...accessPoints].map(({ key }) => key);
  return keysOf(old).some((key) => keysOf(group).includes(key));
}

function mergeGroups(was: readonly GroupView[], is: GroupView): GroupView {
  const all = <T>(list: (group: GroupView) => readonly T[]) => was.flatMap(list);
  return {
    accessPoints: is.accessPoints,
    members: merge<MemberView>(all(({ members }) => members), is.members, ({ key }) => key),
    edges: merge<EdgeView>(all(({ edges }) => edges), is.edges, edgeKey),
  };
}

function edgeKey({ from, to }: EdgeView): string {
  return `${from} ${to}`;
}

function alterations(was: readonly GroupView[], is: GroupView): Alteration[] {
  const members = new Map(was.flatMap((group) => group.members).map((member) => [member.key, member]));
  const edges = new Map(was.flatMap((group) => group.edges).map((edge) => [edgeKey(edge), edge]));
  return [
    ...is.members.flatMap((member) => {
      const old = members.get(member.key);
      return old === undefined ? [] : [
        altered(`routing to ${member.bucket}`, routing(old), routing(member)),
        altered(`encryption of ${member.bucket}`, old.encryption, member.encryption),
      ].flat();
    }),
    ...is.edges.flatMap((edge) => {
      const old = edges.get(edgeKey(edge));
      return old === undefined ? [] : altered(`replication from ${edge.from} to ${edge.to}`, old.options.join(', '), edge.options.join(', '));
    }),
  ];
}

function routing({ routes }: MemberView): string {
  return routes.map(({ declared }) => declared).join(', ');
}

function altered(what: string, before: string, after: string): Alteration[] {
  return before === after ? [] : [{ what, before: before || 'nothing', after: after || 'nothing' }];
}
