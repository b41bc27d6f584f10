import { groupBy } from '../src/diagnostics/group-by';

/** Finds the sets of names that links connect, directly or indirectly. Each set keeps the order of the names. */
export function findConnectedComponents(names: readonly string[], links: readonly (readonly string[])[]): string[][] {
  const groupByName = new Map(names.map((name) => [name, name]));
  for (const [first, ...others] of links) {
    for (const other of others) {
      const [from, to] = [groupByName.get(other), groupByName.get(first)];
      if (from === undefined || to === undefined || from === to) continue;
      for (const [name, group] of groupByName) if (group === from) groupByName.set(name, to);
    }
  }
  return [...groupBy(names, (name) => groupByName.get(name) ?? name).values()];
}
