import { listByMarker } from '../../../simulator/objects/list-by-marker';

const ITEMS = ['a/1', 'a/2', 'b', 'b', 'c/1', 'd'].map((key, index) => ({ key, id: String(index) }));

/** Returns the ids and the common prefixes of a page. */
function list(range: Partial<Parameters<typeof listByMarker>[1]>) {
  const { items, prefixes, ...page } = listByMarker(ITEMS, { limit: 10, ...range });
  return { entries: [...items.map(({ id }) => id), ...prefixes.map(({ Prefix }) => Prefix)], ...page };
}

describe('listByMarker', () => {
  test('groups items by the delimiter behind the prefix', () => {
    expect(list({ delimiter: '/' }).entries).toEqual(['2', '3', '5', 'a/', 'c/']);
    expect(list({ delimiter: '/', prefix: 'a/' }).entries).toEqual(['0', '1']);
  });

  test('begins behind the items of a key', () => {
    expect(list({ keyMarker: 'b' }).entries).toEqual(['4', '5']);
    expect(list({ keyMarker: 'b', idMarker: '2' }).entries).toEqual(['3', '4', '5']);
  });

  test('begins behind a key and an item that no longer exist', () => {
    expect(list({ keyMarker: 'aa' }).entries).toEqual(['2', '3', '4', '5']);
    expect(list({ keyMarker: 'b', idMarker: 'deleted' }).entries).toEqual(['2', '3', '4', '5']);
  });

  test('begins behind a common prefix', () => {
    expect(list({ delimiter: '/', keyMarker: 'a/' }).entries).toEqual(['2', '3', '5', 'c/']);
  });

  test('orders keys by their UTF-8 encoding', () => {
    const items = ['\uffff', '\u{1f600}'].map((key) => ({ key, id: key }));
    expect(listByMarker(items, { keyMarker: '\uffff', limit: 1 }).items).toEqual([items[1]]);
  });

  test('visits every entry once, page by page', () => {
    const seen: string[] = [];
    let page = list({ delimiter: '/', limit: 1 });
    for (seen.push(...page.entries); page.isTruncated; seen.push(...page.entries)) {
      page = list({ delimiter: '/', limit: 1, keyMarker: page.nextKeyMarker, idMarker: page.nextIdMarker });
    }
    expect(seen).toEqual(['a/', '2', '3', 'c/', '5']);
    expect(page).not.toHaveProperty('nextKeyMarker');
  });

  test('returns no marker for a page without entries', () => {
    expect(list({ limit: 0 })).toEqual({ entries: [], isTruncated: false });
  });
});
