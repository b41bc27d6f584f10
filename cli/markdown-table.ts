import { escapeControlCharacters } from './escape-controls';

/** Renders a table as lines of Markdown. Text in cells cannot become markup. */
export function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))]
    .map((cells) => `| ${cells.join(' | ')} |`);
}

/**
 * Escapes the characters that end a cell or start markup. GitHub and GitLab also convert names of users, numbers of
 * issues and URLs to links, and notify users. Backslashes and empty comments prevent this.
 */
export function escapeMarkdown(text: string): string {
  return escapeControlCharacters(text)
    .replace(/[\\`*_|[\]<>~$&]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/[@#](?=\w)/g, '$&<!-- -->');
}
