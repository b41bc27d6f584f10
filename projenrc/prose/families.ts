/** A group of phrases whose rate is limited. */
export interface Family {
  readonly name: string;
  readonly pattern: RegExp;
  /** The highest permitted rate, in occurrences per 1,000 words. */
  readonly budget: number;
}

/** The families that are counted in every kind of text. */
export const FAMILIES: readonly Family[] = [
  { name: 'what-clause', pattern: /\bwhat\b(?!\s*('s|is your))/gi, budget: 2 },
  { name: 'who/nobody', pattern: /\b(who|whoever|whom|whose|nobody|somebody|whichever)\b/gi, budget: 2 },
  { name: 'stands/holds/speaks', pattern: /\b(stands?|lies|holds?|speaks?|tells?|told|goes)\b/gi, budget: 2 },
  {
    name: 'those/the one/of ours',
    pattern: /\b(those (that|of|who)|the one|the other|of (ours|others|its own|theirs))\b/gi,
    budget: 2,
  },
  {
    // Rewordings that keep the sentence but avoid the four families above.
    name: 'substitutes',
    pattern: new RegExp([
      /\b(that\s+which|all\s+that|whatever)\b/,
      /\b(any|every|some|no)(thing|one|body)\s+(that|which|who)\b/,
      /\bit\s+is\s+([^\s.,:;|()\0]+\s+){1,8}?that\b/,
    ].map(({ source }) => source).join('|'), 'gi'),
    budget: 1,
  },
];

const WORD = /[A-Za-z][A-Za-z'’-]*/g;

/** Counts the words of a text. */
export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}
