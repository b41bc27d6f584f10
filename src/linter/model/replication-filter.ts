import {
  asFields, asList, type UncheckedFields, getValueAtPath, isUnknownValue, asText,
} from '../evaluation/read';

/**
 * The filter of a replication rule. Calls of the SDK use other names for tags than CloudFormation. CloudFormation does
 * not support exclusions yet, so their names follow the names of the other filters.
 */
export interface TemplateFilter {
  readonly prefixes: readonly unknown[];
  readonly tags: readonly unknown[];
  readonly excludedPrefixes: readonly unknown[];
  readonly excludedTags: readonly unknown[];
  /** Elements that this version does not know. */
  readonly unknownElements: readonly string[];
}

const TAG = ['TagFilter', 'Tag'];
const TAGS = ['TagFilters', 'Tags'];

/** The elements of which a filter has exactly one. */
export const FILTER_ELEMENTS = ['Prefix', ...TAG, 'And', 'Not'];
/** The elements of which an exclusion has exactly one. */
export const EXCLUSION_ELEMENTS = ['Prefix', ...TAG, 'Or'];
export const AND_ELEMENTS = ['Prefix', ...TAGS, 'Not'];
const OR_ELEMENTS = ['Prefixes', ...TAGS];

/** Reads the filter of a rule, or the prefix of a rule without a filter. */
export function readReplicationFilter({ Filter: filter, Prefix: prefix }: UncheckedFields): TemplateFilter {
  const and = getValueAtPath(filter, 'And');
  const exclusions = listFilterExclusions(filter);
  return {
    prefixes: [prefix, getValueAtPath(filter, 'Prefix'), getValueAtPath(and, 'Prefix')]
      .filter((value) => value !== undefined),
    tags: [...listValues(filter, TAG), ...listValues(and, TAGS)],
    excludedPrefixes: exclusions.flatMap((exclusion) =>
      [...listValues(exclusion, ['Prefix']), ...listValues(getValueAtPath(exclusion, 'Or'), ['Prefixes'])]),
    excludedTags: exclusions.flatMap((exclusion) =>
      [...listValues(exclusion, TAG), ...listValues(getValueAtPath(exclusion, 'Or'), TAGS)]),
    unknownElements: [
      ...listUnknown(filter, FILTER_ELEMENTS),
      ...listUnknown(and, AND_ELEMENTS),
      ...exclusions.flatMap((exclusion) =>
        [...listUnknown(exclusion, EXCLUSION_ELEMENTS), ...listUnknown(getValueAtPath(exclusion, 'Or'), OR_ELEMENTS)]),
    ],
  };
}

/** The keys that a rule selects, as a pattern. A symbol represents a prefix, or a filter, that a deployment decides. */
export function makeKeyPattern(rule: UncheckedFields): string {
  const prefixes = new Set(readReplicationFilter(rule).prefixes.map(asText));
  const [prefix = ''] = prefixes;
  return prefixes.size > 1 ? '*' : `${prefix}*`;
}

/** Lists the exclusions of a filter. */
export function listFilterExclusions(filter: unknown): readonly unknown[] {
  return [getValueAtPath(filter, 'Not'), getValueAtPath(filter, 'And', 'Not')].filter((value) => value !== undefined);
}

/** The known values of the first of several names. */
function listValues(parent: unknown, names: readonly string[]): readonly unknown[] {
  return names.map((name) => getValueAtPath(parent, name)).filter((value) => !isUnknownValue(value)).flatMap(asList);
}

function listUnknown(parent: unknown, known: readonly string[]): string[] {
  return Object.keys(asFields(parent) ?? {}).filter((key) => !known.includes(key));
}
