/** Compares keys by their UTF-8 encoding, the order in which S3 lists them. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Returns the part of a key up to the first delimiter behind the prefix, or undefined. */
export function findCommonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** An item of a list. Several items can have the same key. */
export interface MarkedItem {
  readonly key: string;
  readonly id: string;
}

export interface MarkedRange {
  readonly prefix?: string;
  readonly delimiter?: string;
  /** The list begins behind this key or common prefix. */
  readonly keyMarker?: string;
  /** The list begins behind this item of the key. Default: behind all items of the key. */
  readonly idMarker?: string;
  readonly limit: number;
}

export interface MarkedPage<T> {
  readonly items: readonly T[];
  readonly prefixes: readonly { readonly Prefix: string }[];
  readonly isTruncated: boolean;
  /** The markers of the next page, if there is one. */
  readonly nextKeyMarker?: string;
  readonly nextIdMarker?: string;
}

type Entry<T> = { readonly item: T } | { readonly prefix: string };

/** Returns the items behind the marker. The item that the marker names may have been deleted. */
function skipToMarker<T extends MarkedItem>(items: readonly T[], { keyMarker, idMarker }: MarkedRange): readonly T[] {
  if (keyMarker === undefined) return items;
  const position = items.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  return items.filter(({ key }, index) => {
    const order = compareKeys(key, keyMarker);
    return order > 0 || (order === 0 && idMarker !== undefined && index > position);
  });
}

function groupItems<T extends MarkedItem>(
  items: readonly T[], { prefix = '', delimiter = '', keyMarker }: MarkedRange,
): readonly Entry<T>[] {
  const entries = new Map<unknown, Entry<T>>();
  for (const item of items) {
    const common = findCommonPrefix(item.key, prefix, delimiter);
    if (common === undefined) entries.set(item, { item });
    else if (common !== keyMarker) entries.set(common, { prefix: common });
  }
  return [...entries.values()];
}

/** Returns a page of items, which are in the order of their keys. */
export function listByMarker<T extends MarkedItem>(items: readonly T[], range: MarkedRange): MarkedPage<T> {
  const { prefix = '', limit } = range;
  const matching = items.filter(({ key }) => key.startsWith(prefix));
  const entries = groupItems(skipToMarker(matching, range), range);
  const page = entries.slice(0, limit);
  const end = page.at(-1);
  return {
    items: page.flatMap((entry) => ('item' in entry ? [entry.item] : [])),
    prefixes: page.flatMap((entry) => ('prefix' in entry ? [{ Prefix: entry.prefix }] : [])),
    isTruncated: end !== undefined && entries.length > limit,
    ...(end !== undefined && entries.length > limit && ('item' in end
      ? { nextKeyMarker: end.item.key, nextIdMarker: end.item.id } : { nextKeyMarker: end.prefix })),
  };
}
