import { MappedText } from './mapped-text';

/** Returns the prose of a Markdown file: no code blocks, HTML comments, link targets or table rules. */
export function proseOf(markdown: string): MappedText {
  return MappedText.of(markdown, 0)
    .remove(/```[\s\S]*?```/g)
    .remove(/<!--[\s\S]*?-->/g)
    .remove(/(?<=\])\([^)]*\)/g)
    .remove(/^\|?[-| :]+$/gm);
}
