import { isKnownText, isUnknownSymbol, splitIntoSymbolsAndCharacters, type SymbolTable } from '../evaluation/symbols';
import { type Ternary } from '../evaluation/ternary';

const POLICY_VARIABLE = /\$\{([^}]*)\}/g;
const ANY_TEXT = '\uE002';
const ANY_CHARACTER = '\uE003';
/** One digit, and any number of the characters of a Region. They replace pseudo parameters without a value. */
const ANY_DIGIT = '\uE005';
const ANY_REGION = '\uE006';
/** Any number of the characters of a bucket name. It replaces a parameter that is a part of one. */
const ANY_BUCKET_NAME = '\uE007';
/** Any number of the characters of the ARN of a bucket. */
const ANY_BUCKET_ARN = '\uE008';
/** Any number of the characters of an alias. */
const ANY_ALIAS = '\uE009';
const ACCOUNT_DIGITS = 12;
const ALPHABETS: Readonly<Record<string, RegExp>> = {
  [ANY_REGION]: /^[a-z0-9-]$/,
  [ANY_BUCKET_NAME]: /^[a-z0-9.-]$/,
  [ANY_BUCKET_ARN]: /^[a-z0-9.:-]$/,
  [ANY_ALIAS]: /^[a-z0-9.]$/,
};

const ALPHABET_PIECES = { 'bucket name': ANY_BUCKET_NAME, 'bucket ARN': ANY_BUCKET_ARN, 'alias': ANY_ALIAS };

/** Returns whether a pattern contains a wildcard or a policy variable. */
export function isOpenPattern(pattern: string): boolean {
  const tokens = tokenize(pattern);
  return tokens.includes(ANY_TEXT) || tokens.includes(ANY_CHARACTER);
}

/**
 * Replaces wildcards and policy variables by single characters. `${*}`, `${?}` and `${$}` represent these characters
 * themselves.
 */
function tokenize(pattern: string): string {
  const escaped: string[] = [];
  const kept = pattern.replace(POLICY_VARIABLE, (_, name: string) => {
    if (!['*', '?', '$'].includes(name)) return ANY_TEXT;
    escaped.push(name);
    return '\uE004';
  });
  return kept.replace(/\*/g, ANY_TEXT).replace(/\?/g, ANY_CHARACTER).replace(/\uE004/g, () => escaped.shift()!);
}

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  /** Whether the value of an attribute may be any text, and not only equal to itself. */
  readonly opensAttributes?: boolean;
}

/**
 * Returns whether a text can match both patterns. The attribute of a resource equals itself only. A parameter may have
 * any value, so the result is undefined if it depends on a parameter.
 */
export function patternsOverlap(
  symbols: SymbolTable,
  first: string,
  second: string,
  { ignoreCase = false, opensAttributes = false }: PatternOptions = {},
): Ternary {
  const one = ignoreCase ? first.toLowerCase() : first;
  const other = ignoreCase ? second.toLowerCase() : second;
  if (one === other) return true;
  if (isSimpleText(one) && isSimpleText(other)) return simplePatternsOverlap(one, other);
  const isDecided = opensAttributes ? isKnownText : (text: string) => symbols.isCertain(text);
  const certain = isDecided(one) && isDecided(other);
  if (certain && isSimplePattern(one) && isSimplePattern(other)) return simplePatternsOverlap(one, other);
  const [a, b] = [one, other]
    .map((pattern) => symbols.memoize(pattern, () => splitIntoSymbolsAndCharacters(tokenize(pattern))));
  if (piecesOverlap(a, b)) return true;
  if (certain) return false;
  const opened = withoutCommonEnds(symbols, a, b).map((pieces) => pieces.flatMap((piece) =>
    (opensAttributes && symbols.isAttribute(piece) ? ANY_TEXT : openPiece(symbols, piece))));
  return piecesOverlap(opened[0], opened[1]) ? undefined : false;
}

/** Removes equal pieces at both ends of two patterns. A symbol has the same value in both. */
function withoutCommonEnds(symbols: SymbolTable, a: readonly string[], b: readonly string[]): (readonly string[])[] {
  const isCommon = (one: string | undefined, other: string | undefined) =>
    one !== undefined && one === other && isFixed(symbols, one);
  let start = 0;
  while (isCommon(a[start], b[start])) start += 1;
  let end = 0;
  const rest = Math.min(a.length, b.length) - start;
  while (end < rest && isCommon(a[a.length - 1 - end], b[b.length - 1 - end])) end += 1;
  return [a, b].map((pieces) => pieces.slice(start, pieces.length - end));
}

/** Returns whether a piece matches one text only. A parameter that is no part of a bucket name may be a wildcard. */
export function isFixed(symbols: SymbolTable, piece: string): boolean {
  return piece !== ANY_CHARACTER && ![openPiece(symbols, piece)].flat().includes(ANY_TEXT);
}

/** Replaces a symbol by the texts that it can represent. */
function openPiece(symbols: SymbolTable, piece: string): string | string[] {
  const info = isUnknownSymbol(piece) ? symbols.findInfo(piece) : undefined;
  if (info?.kind !== 'opaque') return piece;
  switch (info.shown) {
    case '${AWS::AccountId}': return new Array<string>(ACCOUNT_DIGITS).fill(ANY_DIGIT);
    case '${AWS::Region}': return ANY_REGION;
    default: return info.alphabet === undefined ? ANY_TEXT : ALPHABET_PIECES[info.alphabet];
  }
}

/** Most patterns are plain text, or have one wildcard at the end. This is faster than a regular expression. */
function isSimplePattern(pattern: string): boolean {
  const wildcard = pattern.indexOf('*');
  return (wildcard === -1 || wildcard === pattern.length - 1) && !pattern.includes('?') && !pattern.includes('$');
}

function isSimpleText(pattern: string): boolean { return isKnownText(pattern) && isSimplePattern(pattern); }

function simplePatternsOverlap(a: string, b: string): boolean {
  const [open, otherOpen] = [a.endsWith('*'), b.endsWith('*')];
  const start = open ? a.slice(0, -1) : a;
  const other = otherOpen ? b.slice(0, -1) : b;
  return (open && other.startsWith(start)) || (otherOpen && start.startsWith(other));
}

/** Returns whether every text that the second pattern matches certainly matches the first. */
export function patternContains(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  return /^[^*?$]*\*$/.test(outer) && inner.startsWith(outer.slice(0, -1));
}

/** Compares from left to right and keeps all positions that the patterns can reach. */
function piecesOverlap(a: readonly string[], b: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (let i = 0; i <= a.length; i += 1) {
    const row = [...reachable].sort((x, y) => x - y);
    const here = new Set<number>();
    const next = new Set<number>();
    while (row.length > 0) {
      const j = row.shift()!;
      if (here.has(j)) continue;
      here.add(j);
      const [left, right] = [a[i], b[j]];
      if (left === undefined && right === undefined) return true;
      if (isRepeated(right) || (isRepeated(left) && right !== undefined && repeats(left, right))) row.push(j + 1);
      if (isRepeated(left)) next.add(j);
      else if (left !== undefined && isRepeated(right) && repeats(right, left)) next.add(j);
      else if (left !== undefined && right !== undefined && characterMatches(left, right)) next.add(j + 1);
    }
    reachable = next;
  }
  return false;
}

function isRepeated(piece: string | undefined): piece is string {
  return piece === ANY_TEXT || (piece !== undefined && piece in ALPHABETS);
}

/** Returns whether a repeated piece can represent another piece. */
function repeats(repeated: string, piece: string): boolean {
  if (repeated === ANY_TEXT || isRepeated(piece)) return true;
  return piece === ANY_CHARACTER || piece === ANY_DIGIT || ALPHABETS[repeated].test(piece);
}

function characterMatches(left: string, right: string): boolean {
  if (left === right || left === ANY_CHARACTER || right === ANY_CHARACTER) return true;
  return (left === ANY_DIGIT && /^\d$/.test(right)) || (right === ANY_DIGIT && /^\d$/.test(left));
}
