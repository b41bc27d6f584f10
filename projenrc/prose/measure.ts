import { type Checkout } from './checkout';
import { countWords, FAMILIES, type Family } from './families';
import { type MappedText } from './mapped-text';

/** A text with the file that it comes from. */
export interface Passage {
  readonly file: string;
  readonly text: MappedText;
}

/** One phrase of a family, and the text around it. */
export interface Occurrence {
  readonly file: string;
  readonly line: number;
  readonly phrase: string;
  readonly excerpt: string;
}

/** The phrases of one family in one kind of text. */
export interface Rate {
  readonly family: Family;
  readonly occurrences: readonly Occurrence[];
  /** Occurrences per 1,000 words. */
  readonly rate: number;
}

/** The figures of one kind of text. */
export interface Figures {
  readonly kind: string;
  readonly words: number;
  readonly rates: readonly Rate[];
}

/** How much of a text is shown on either side of a phrase. */
const CONTEXT = 40;
/** Between two passages: no phrase continues from one to the next. */
const SEPARATOR = '\n\0\n';

/** Counts words and phrases in all passages of one kind of text. */
export function measure(kind: string, passages: readonly Passage[], checkout: Checkout): Figures {
  const joined = passages.map(({ text }) => text.text).join(SEPARATOR);
  const words = countWords(joined);
  const locate = locator(passages, checkout);
  return {
    kind,
    words,
    rates: FAMILIES.map((family) => {
      const occurrences = [...joined.matchAll(family.pattern)].map(({ index, 0: phrase }) => locate(index, phrase));
      return { family, occurrences, rate: 1000 * occurrences.length / Math.max(1, words) };
    }),
  };
}

/** Whether a family is more frequent than its budget permits. */
export function isOverBudget({ family, rate }: Rate): boolean {
  return rate > family.budget;
}

/** Finds the file, the line and the surroundings of a phrase at a position in the joined passages. */
function locator(passages: readonly Passage[], checkout: Checkout) {
  const starts: number[] = [];
  passages.reduce((start, { text }) => {
    starts.push(start);
    return start + text.text.length + SEPARATOR.length;
  }, 0);
  return (index: number, phrase: string): Occurrence => {
    const passage = lastAtMost(starts, index);
    const { file, text } = passages[passage];
    const at = index - starts[passage];
    const line = lineAt(checkout.read(file), text.positionOf(at));
    return { file, line, phrase: oneLine(phrase), excerpt: excerptOf(text.text, at, phrase.length) };
  };
}

/** Returns the index of the last number that is not above a limit, in a sorted list. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sorted[middle] <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Returns a phrase with the whole words around it. */
function excerptOf(text: string, index: number, length: number): string {
  const start = Math.max(0, index - CONTEXT);
  const end = index + length + CONTEXT;
  const before = text.slice(start, index).replace(start === 0 ? '' : /^\S*\s/, '');
  const after = text.slice(index + length, end).replace(end >= text.length ? '' : /\s\S*$/, '');
  return oneLine(before + text.slice(index, index + length) + after).trim();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
