/** Finds the sets of names that links connect, directly or indirectly. Each set keeps the order of the names. */
export function findConnectedComponents(names: readonly string[], links: readonly (readonly string[])[]): string[][] {
  const groupOf = new Map(names.map((name) => [name, name]));
  for (const [first, ...others] of links) {
    for (const other of others) {
      const [from, to] = [groupOf.get(other), groupOf.get(first)];
      if (from === undefined || to === undefined || from === to) continue;
      for (const [name, group] of groupOf) if (group === from) groupOf.set(name, to);
    }
  }
  return [...new Set(groupOf.values())].map((group) => names.filter((name) => groupOf.get(name) === group));
}
