/** The last item that fits. Histories are short at the end that matters, so nothing is copied. */
export function findLast<T>(items: readonly T[], fits: (item: T) => boolean): T | undefined {
  for (let i = items.length - 1; i >= 0; i -= 1) {
    if (fits(items[i])) return items[i];
  }
  return undefined;
}
