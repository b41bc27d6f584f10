import { alignKeys, type KeyedLine } from '../../../cli/import/printers/align-keys';

const makeEntry = (key: string, value = '1'): KeyedLine => ({ key: `"${key}":`, value });

/** The expected lines are the output of gofmt of Go 1.26. */
describe('alignKeys', () => {
  test('aligns the values of consecutive entries, by characters', () => {
    expect(alignKeys([makeEntry('a'), makeEntry('long'), makeEntry('é日')])).toEqual([
      '"a":    1',
      '"long": 1',
      '"é日":   1',
    ]);
  });

  test('begins a new section at each value with several lines', () => {
    const lines = alignKeys([
      makeEntry('first'), makeEntry('a', '{\n\t1,\n}'), makeEntry('second'), makeEntry('b'), makeEntry('c', '[\n]'),
    ]);
    expect(lines).toEqual(['"first": 1', '"a": {\n\t1,\n}', '"second": 1', '"b":      1', '"c": [\n]']);
  });

  test('does not align a key of more than 40 bytes with keys of very different lengths', () => {
    const [short, medium, long] = [1, 30, 45].map((length) => 'k'.repeat(length));
    expect(alignKeys([makeEntry(short), makeEntry(long)])).toEqual([`"${short}": 1`, `"${long}": 1`]);
    expect(alignKeys([makeEntry(long), makeEntry(short)])).toEqual([`"${long}": 1`, `"${short}": 1`]);
    expect(alignKeys([makeEntry(medium), makeEntry(long)])).toEqual([
      `"${medium}":${' '.repeat(16)}1`, `"${long}": 1`,
    ]);
  });
});
