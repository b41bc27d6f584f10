import { groupBy } from '../../src/diagnostics/group-by';
import { type NumberedAccessPointGroup } from './numbered-members';
import { type EdgeView } from './topology';

/** Replication rules with the same options. */
export interface RuleSet {
  readonly options: string;
  /** The pairs of members, by number. */
  readonly rules: string;
}

/** The number of pairs that a set lists. */
const LISTED = 12;

/** Groups the replication rules by their options. */
export function listRuleSets({ group: { edges }, members }: NumberedAccessPointGroup): RuleSet[] {
  const numbers = new Map(members.map(({ member, number }) => [member.key, number]));
  const sets = [...groupBy(edges, ({ options }) => options.join(' · '))];
  return sets.map(([options, own]) => ({
    options: options || 'no options',
    rules: sets.length === 1 ? `in all ${edges.length} rules` : listPairs(own, numbers),
  }));
}

function listPairs(edges: readonly EdgeView[], numbers: ReadonlyMap<string, number>): string {
  const shown = edges.slice(0, LISTED).map(({ from, to }) => `${numbers.get(from)} → ${numbers.get(to)}`).join(', ');
  return edges.length > LISTED ? `${shown} and ${edges.length - LISTED} more` : shown;
}
