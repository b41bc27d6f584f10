/** A tag of an object. A part that is not known is undefined. */
export interface ObjectTag {
  readonly Key?: string;
  readonly Value?: string;
}

/** The objects that a replication rule selects. Values that are not known are absent from the lists. */
export interface ObjectFilter {
  /** Undefined if it is not known. */
  readonly prefix: string | undefined;
  readonly tags: readonly ObjectTag[];
  readonly excludedPrefixes: readonly string[];
  readonly excludedTags: readonly ObjectTag[];
}

/** Returns the parts of a filter that exclude each other, as text, or undefined if the filter can match an object. */
export function findContradiction(filter: ObjectFilter): string | undefined {
  const { prefix, tags, excludedPrefixes, excludedTags } = filter;
  const excluded = excludedPrefixes.find((candidate) => candidate === '' || prefix?.startsWith(candidate));
  if (excluded !== undefined) {
    return `prefix ${JSON.stringify(prefix ?? '(not known)')} and excluded prefix ${JSON.stringify(excluded)}`;
  }
  const tag = tags.find((required) => excludedTags.some((candidate) => isSameTag(required, candidate)));
  return tag && `tag ${JSON.stringify(`${tag.Key}=${tag.Value}`)} as required and as excluded tag`;
}

/** Returns whether two filters can match the same object. A prefix that is not known does not overlap. */
export function canOverlap(first: ObjectFilter, second: ObjectFilter): boolean {
  const { prefix: a } = first;
  const { prefix: b } = second;
  if (a === undefined || b === undefined || !(a.startsWith(b) || b.startsWith(a))) return false;
  const differ = first.tags.some((tag) => second.tags.some(({ Key: key, Value: value }) =>
    key !== undefined && key === tag.Key && value !== undefined && tag.Value !== undefined && value !== tag.Value));
  return !differ && findContradiction({
    prefix: a.length > b.length ? a : b,
    tags: [...first.tags, ...second.tags],
    excludedPrefixes: [...first.excludedPrefixes, ...second.excludedPrefixes],
    excludedTags: [...first.excludedTags, ...second.excludedTags],
  }) === undefined;
}

function isSameTag(first: ObjectTag, second: ObjectTag): boolean {
  return first.Key !== undefined && first.Value !== undefined && first.Key === second.Key
    && first.Value === second.Value;
}
