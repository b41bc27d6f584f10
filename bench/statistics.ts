export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Runs all functions in turn, several times, so that other processes affect all of them. */
export function runInTurn<K extends string, T>(
  runs: number,
  works: Readonly<Record<K, () => T>>,
): Readonly<Record<K, T[]>> {
  const names = Object.keys(works) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  for (let run = 0; run < runs; run += 1) for (const name of names) results[name].push(works[name]());
  return results;
}

/** Computes the median of the ratios of paired runs. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, index) => value / theirs[index]));
}

export const formatMilliseconds = (value: number): string => `${value.toFixed(0)} ms`;
export const formatSeconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
export const formatRatio = (value: number): string => `${value.toFixed(2)} ×`;
