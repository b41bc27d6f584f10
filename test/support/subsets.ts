/** Lists all subsets of this size, in the order of the values. */
export function subsetsOf<T>(values: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return values.flatMap((value, index) => subsetsOf(values.slice(index + 1), size - 1).map((rest) => [value, ...rest]));
}
