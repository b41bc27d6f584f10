/** An entry of a composite literal of Go: `Key: value`. */
export interface KeyedLine {
  /** The key with its colon. */
  readonly key: string;
  /** The value, which can have several lines. */
  readonly value: string;
}

/** The numbers of the printer of gofmt. Source: https://github.com/golang/go/blob/master/src/go/printer/nodes.go */
const SMALL_SIZE = 40;
const MAX_RATIO = 2.5;

/**
 * Aligns the values of entries as gofmt does: in consecutive entries with one line, unless a key is much longer or
 * shorter than the keys above it.
 */
export function alignKeys(entries: readonly KeyedLine[]): string[] {
  return splitIntoSections(entries).flatMap((section) => {
    const width = Math.max(...section.map(({ key }) => [...key].length));
    return section.map(({ key, value }) => key + ' '.repeat(width - [...key].length + 1) + value);
  });
}

function splitIntoSections(entries: readonly KeyedLine[]): KeyedLine[][] {
  const sections: KeyedLine[][] = [];
  for (const entry of entries) {
    const section = sections.at(-1);
    if (section !== undefined && continuesSection(section, entry)) section.push(entry);
    else sections.push([entry]);
  }
  return sections;
}

function continuesSection(section: readonly KeyedLine[], entry: KeyedLine): boolean {
  if ([entry, section.at(-1)!].some(({ value }) => value.includes('\n'))) return false;
  const [size, previous] = [measureKey(entry), measureKey(section.at(-1)!)];
  if (previous <= SMALL_SIZE && size <= SMALL_SIZE) return true;
  const logarithms = section.map((above) => Math.log(measureKey(above)));
  const ratio = size / Math.exp(logarithms.reduce((sum, next) => sum + next, 0) / logarithms.length);
  return ratio * MAX_RATIO > 1 && ratio < MAX_RATIO;
}

/** The number of bytes of the key, without its colon. */
function measureKey({ key }: KeyedLine): number {
  return Buffer.byteLength(key) - 1;
}
