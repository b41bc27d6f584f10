import { canOverlap, findContradiction, type ObjectFilter } from '../../../src/diagnostics/checks/object-filters';

const makeFilter = (filter: Partial<ObjectFilter>): ObjectFilter =>
  ({ prefix: '', tags: [], excludedPrefixes: [], excludedTags: [], ...filter });
const TAG = { Key: 'a', Value: 'b' };

describe('findContradiction', () => {
  test.each<[string, Partial<ObjectFilter>, string]>([
    [
      'an excluded prefix that is the prefix', { prefix: 'films/', excludedPrefixes: ['films/'] },
      'prefix "films/" and excluded prefix "films/"',
    ],
    [
      'an excluded prefix that is shorter', { prefix: 'films/', excludedPrefixes: ['tmp/', 'fil'] },
      'prefix "films/" and excluded prefix "fil"',
    ],
    ['an empty excluded prefix', { excludedPrefixes: [''] }, 'prefix "" and excluded prefix ""'],
    [
      'an empty excluded prefix, if the prefix is not known', { prefix: undefined, excludedPrefixes: [''] },
      'prefix "(not known)" and excluded prefix ""',
    ],
    ['a tag that is excluded', { tags: [TAG], excludedTags: [TAG] }, 'tag "a=b" as required and as excluded tag'],
  ])('finds %s', (_title, filter, expected) => {
    expect(findContradiction(makeFilter(filter))).toBe(expected);
  });

  test.each<[string, Partial<ObjectFilter>]>([
    ['an excluded prefix within the prefix', { prefix: 'films/', excludedPrefixes: ['films/new/'] }],
    ['a prefix that is not known', { prefix: undefined, excludedPrefixes: ['films/'] }],
    ['another value of the tag', { tags: [TAG], excludedTags: [{ Key: 'a', Value: 'c' }] }],
    ['tags that are not known', { tags: [{ Key: 'a' }], excludedTags: [{ Key: 'a' }] }],
  ])('accepts %s', (_title, filter) => {
    expect(findContradiction(makeFilter(filter))).toBeUndefined();
  });
});

describe('canOverlap', () => {
  test.each<[string, Partial<ObjectFilter>, Partial<ObjectFilter>, boolean]>([
    ['all objects and a prefix', {}, { prefix: 'a/' }, true],
    ['two prefixes', { prefix: 'a/' }, { prefix: 'b/' }, false],
    ['a prefix that is not known', { prefix: undefined }, {}, false],
    ['a prefix and its exclusion', { excludedPrefixes: ['a/'] }, { prefix: 'a/b/' }, false],
    ['a prefix and an exclusion of a part of it', { excludedPrefixes: ['a/b/'] }, { prefix: 'a/' }, true],
    ['a tag and all objects', { tags: [TAG] }, {}, true],
    ['two values of a tag', { tags: [TAG] }, { tags: [{ Key: 'a', Value: 'c' }] }, false],
    ['a tag and its exclusion', { tags: [TAG] }, { excludedTags: [TAG] }, false],
    ['two different tags', { tags: [TAG] }, { tags: [{ Key: 'c', Value: 'd' }] }, true],
    ['a tag of which one value is not known', { tags: [TAG] }, { tags: [{ Key: 'a' }] }, true],
  ])('decides for %s in both orders', (_title, first, second, expected) => {
    expect(canOverlap(makeFilter(first), makeFilter(second))).toBe(expected);
    expect(canOverlap(makeFilter(second), makeFilter(first))).toBe(expected);
  });
});
