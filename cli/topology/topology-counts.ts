import { FindingSeverity } from '../../src/diagnostics/finding';
import { type NumberedAccessPointGroup } from './numbered-members';
import { combineRouting } from './render-map';
import { type Topology } from './topology';

export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Counts the members with their routing, the replication rules and the stacks, without removed ones. */
export function countTopology({ stacks }: Topology, groups: readonly NumberedAccessPointGroup[]): string[] {
  const members = groups.flatMap((group) => group.members.filter(({ member }) => member.change !== 'removed'));
  const states = (['active', 'passive', 'unknown'] as const).flatMap((state) => {
    const count = members.filter((member) => combineRouting(member) === state).length;
    return count === 0 ? [] : [`${count} ${state === 'unknown' ? 'known at deployment' : state}`];
  });
  const rules = groups.flatMap(({ group }) => group.edges.filter(({ change }) => change !== 'removed')).length;
  return [
    pluralize(members.length, 'member'),
    ...(states.length > 0 ? [states.join(', ')] : []),
    pluralize(rules, 'replication rule'),
    pluralize(stacks.filter(({ change }) => change !== 'removed').length, 'stack'),
  ];
}

/** Counts the findings, and the errors among them. The findings of the comparison with a baseline count, too. */
export function countFindings({ findings, losses = [] }: Topology): string {
  const all = [...findings, ...losses];
  const errors = all.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
  return `${pluralize(all.length, 'finding')}${errors === 0 ? '' : `, ${pluralize(errors, 'error')}`}`;
}
