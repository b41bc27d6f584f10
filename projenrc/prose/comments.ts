import { MappedText } from './mapped-text';

const BLOCK = /\/\*\*?([\s\S]*?)\*\//g;
const LINE = /(?<![:"'`])\/\/\s?(.*)/g;

/**
 * Returns the comments of a source file: block comments first, then line comments.
 *
 * Regular expressions also match the comment marks in string literals, for example in glob patterns. A scanner would
 * not, but then the figures would differ from the recorded ones.
 */
export function commentsOf(source: string): MappedText[] {
  const blocks = [...source.matchAll(BLOCK)].map((match) =>
    MappedText.of(match[1], match.index + match[0].length - '*/'.length - match[1].length)
      .remove(/^\s*\* ?/gm)
      .remove(/@example[\s\S]*/g)
      .remove(/@see .*/g));
  const lines = [...source.matchAll(LINE)].map((match) =>
    MappedText.of(match[1], match.index + match[0].length - match[1].length));
  return [...blocks, ...lines];
}
