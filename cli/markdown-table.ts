import { escapeControlCharacters } from './escape-controls';

/** Renders a table as lines of Markdown. Text in cells cannot become markup. */
export function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))]
    .map((cells) => `| ${cells.join(' | ')} |`);
}

/** Escapes the characters that end a cell or start markup. */
export function escapeMarkdown(text: string): string {
  return escapeControlCharacters(text).replace(/[\\`*_|[\]<>]/g, '\\$&');
}
