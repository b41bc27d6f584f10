/** Finds the last matching item. It searches from the end and copies nothing, because histories can be long. */
export function findLast<T>(items: readonly T[], fits: (item: T) => boolean): T | undefined {
  for (let i = items.length - 1; i >= 0; i -= 1) {
    if (fits(items[i])) return items[i];
  }
  return undefined;
}
