import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Difference, type InputName, keyOf } from './difference';

/** A difference that is right as it is, with the reason. */
export interface UnderstoodDifference {
  /** `<input>: <fact>`, with `*` for any text. */
  readonly difference: string;
  readonly reason: string;
  /** Where the reason can be read. */
  readonly source: string;
  /** ISO date of the next review. */
  readonly nextLook: string;
}

/** More entries would be a second table of facts. */
export const MAX_UNDERSTOOD = 15;

export const UNDERSTOOD_FILE = path.join(__dirname, 'understood.json');

export function readUnderstood(): UnderstoodDifference[] {
  return JSON.parse(readFileSync(UNDERSTOOD_FILE, 'utf8')) as UnderstoodDifference[];
}

export interface Sorted {
  readonly unexplained: readonly Difference[];
  readonly explained: readonly { readonly difference: Difference; readonly by: UnderstoodDifference }[];
  /** Entries with a review date that has passed. */
  readonly overdue: readonly UnderstoodDifference[];
  /** Entries that match no difference any more and must be deleted. */
  readonly unused: readonly UnderstoodDifference[];
}

export interface Occasion {
  readonly now: Date;
  /** The inputs that were read: an entry about another input cannot be judged. */
  readonly available: readonly InputName[];
}

/** Separates the understood differences from the others. */
export function sortDifferences(
  differences: readonly Difference[], understood: readonly UnderstoodDifference[], { now, available }: Occasion,
): Sorted {
  const today = now.toISOString().slice(0, 10);
  const explained = differences.flatMap((difference) => {
    const by = understood.find((entry) => matches(entry.difference, keyOf(difference)));
    return by === undefined ? [] : [{ difference, by }];
  });
  const known = new Set(explained.map(({ difference }) => difference));
  const used = new Set(explained.map(({ by }) => by));
  return {
    unexplained: differences.filter((difference) => !known.has(difference)),
    explained,
    overdue: understood.filter(({ nextLook }) => nextLook <= today),
    unused: understood.filter((entry) =>
      !used.has(entry) && available.some((input) => entry.difference.startsWith(`${input}: `))),
  };
}

/** Whether a text fits a pattern in which `*` is any text. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}$`, 's').test(text);
}
