import { isSymbol, piecesOf, type Symbols } from '../evaluation/symbols';

/** Yes, no, or not to be known before deployment. */
export type Ternary = boolean | undefined;

const POLICY_VARIABLE = /\$\{([^}]*)\}/g;
const ANY = '\uE002';
const ONE = '\uE003';

/** Whether a pattern has a wildcard or a policy variable: its value is not fixed. */
export function isOpenPattern(pattern: string): boolean {
  return piecesOf(tokenized(pattern)).some((piece) => piece === ANY || piece === ONE);
}

/** IAM's wildcards and policy variables as single characters; `${*}`, `${?}` and `${$}` are those characters themselves. */
function tokenized(pattern: string): string {
  const escaped: string[] = [];
  const kept = pattern.replace(POLICY_VARIABLE, (_, name: string) => {
    if (!['*', '?', '$'].includes(name)) return ANY;
    escaped.push(name);
    return '\uE004';
  });
  return kept.replace(/\*/g, ANY).replace(/\?/g, ONE).replace(/\uE004/g, () => escaped.shift()!);
}

/**
 * Whether some text fits both patterns. Attributes of resources are themselves and nothing else; a parameter may be anything, which makes the
 * answer unknown where it matters.
 */
export function patternsOverlap(symbols: Symbols, first: string, second: string, options: { ignoreCase?: boolean } = {}): Ternary {
  const [one, other] = options.ignoreCase ? [first.toLowerCase(), second.toLowerCase()] : [first, second];
  if (one === other) return true;
  const certain = symbols.isCertain(one) && symbols.isCertain(other);
  if (certain && SIMPLE.test(one) && SIMPLE.test(other)) return simplyOverlapping(one, other);
  const [a, b] = [one, other].map((pattern) => symbols.once(pattern, () => piecesOf(tokenized(pattern))));
  if (overlapping(a, b)) return true;
  if (certain) return false;
  const opened = [a, b].map((pieces) => pieces.map((piece) => (isSymbol(piece) && symbols.isOpaque(piece) ? ANY : piece)));
  return overlapping(opened[0], opened[1]) ? undefined : false;
}

/** Most patterns are plain text, or have one wildcard, at their end. */
const SIMPLE = /^[^*?$]*\*?$/;

function simplyOverlapping(a: string, b: string): boolean {
  const [start, other] = [a, b].map((pattern) => pattern.replace(/\*$/, ''));
  const [open, otherOpen] = [a.endsWith('*'), b.endsWith('*')];
  return (open && other.startsWith(start)) || (otherOpen && start.startsWith(other));
}

/** Two patterns overlap where, read from the left, one of them can always go on. */
function overlapping(a: readonly string[], b: readonly string[]): boolean {
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
      if (right === ANY) row.push(j + 1);
      if (left === ANY) {
        next.add(j);
        if (right !== undefined) row.push(j + 1);
      } else if (left !== undefined) {
        if (right === ANY) next.add(j);
        else if (right !== undefined && (left === right || left === ONE || right === ONE)) next.add(j + 1);
      }
    }
    reachable = next;
  }
  return false;
}
