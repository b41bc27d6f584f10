export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Every one in turn, and again: what the machine does otherwise weighs on all of them. */
export function inTurn<K extends string, T>(runs: number, works: Readonly<Record<K, () => T>>): Readonly<Record<K, T[]>> {
  const names = Object.keys(works) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  for (let run = 0; run < runs; run += 1) for (const name of names) results[name].push(works[name]());
  return results;
}

/** The median of the ratios of what ran side by side. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, index) => value / theirs[index]));
}

export const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
export const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
