import { splitIntoSymbolsAndCharacters, type SymbolTable } from '../evaluation/symbols';
import { isFixed } from './patterns';

/** The start of a pattern, which every text that matches it has. */
interface PatternStart {
  /** The start before the first symbol of a parameter. */
  readonly plain: string;
  /** The start up to and including the last symbol of a parameter. */
  readonly head: string;
  /** The whole start, before the first wildcard and before a parameter of any value. */
  readonly whole: string;
}

/** Patterns with one head, by their starts. */
interface PatternGroup {
  readonly plain: string;
  readonly positions: Map<string, number[]>;
}

/** Finds the patterns that may overlap another one. A role can have hundreds of resources, with a prefix each. */
export class PatternIndex {
  private readonly groups: ReadonlyMap<string, StartTable>;

  /** The patterns at each position. */
  constructor(private readonly symbols: SymbolTable, patterns: readonly (readonly string[])[]) {
    const groups = new Map<string, PatternGroup>();
    patterns.forEach((entries, position) => {
      entries.forEach((pattern) => {
        const { plain, head, whole } = readStart(symbols, pattern);
        const group = groups.get(head) ?? { plain, positions: new Map<string, number[]>() };
        groups.set(head, group);
        const known = group.positions.get(whole);
        if (known === undefined) group.positions.set(whole, [position]);
        else known.push(position);
      });
    });
    this.groups = new Map([...groups].map(([head, group]) => [head, new StartTable(group)]));
  }

  /** The positions of the patterns that may overlap the pattern, in order. All others certainly do not. */
  public find(pattern: string): number[] {
    const start = readStart(this.symbols, pattern);
    const found = [...this.groups].flatMap(([head, table]) => {
      if (head === start.head) return table.findWithStart(start.whole);
      // Two parameters can have the same value, so only the text before them decides.
      if (head === '') return table.findWithStart(start.plain);
      return isStartOfOther(table.plain, start.plain) ? table.all : [];
    });
    return [...new Set(found)].sort((one, other) => one - other);
  }
}

/** The positions of patterns by their starts, in the order of the starts. */
class StartTable {
  public readonly plain: string;
  public readonly all: readonly number[];
  private readonly positions: ReadonlyMap<string, readonly number[]>;
  private readonly starts: readonly string[];
  private readonly lengths: readonly number[];

  constructor({ plain, positions }: PatternGroup) {
    this.plain = plain;
    this.positions = positions;
    this.all = [...positions.values()].flat();
    this.starts = [...positions.keys()].sort();
    this.lengths = [...new Set(this.starts.map(({ length }) => length))];
  }

  /** The positions of the starts that begin with the text, or that the text begins with. */
  public findWithStart(text: string): number[] {
    const shorter = this.lengths.filter((length) => length < text.length).map((length) => text.slice(0, length));
    const first = this.findFirst(text);
    let end = first;
    while (end < this.starts.length && this.starts[end].startsWith(text)) end += 1;
    return [...shorter, ...this.starts.slice(first, end)].flatMap((start) => this.positions.get(start) ?? []);
  }

  /** The index of the first start that is not before the text. */
  private findFirst(text: string): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.starts[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isStartOfOther(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function readStart(symbols: SymbolTable, pattern: string): PatternStart {
  let plain: string | undefined;
  let head = '';
  let whole = '';
  for (const piece of splitIntoSymbolsAndCharacters(pattern)) {
    if (['*', '?', '$'].includes(piece) || !isFixed(symbols, piece)) break;
    const isParameter = symbols.isOpaque(piece);
    if (isParameter) plain ??= whole;
    whole += piece;
    if (isParameter) head = whole;
  }
  return { plain: plain ?? whole, head, whole };
}
