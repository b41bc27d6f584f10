import { escapeControlCharacters } from './escape-controls';
import { type ExitCode } from './exit-codes';

/** A message that is not part of the result: a note, or the error that ended the command. */
export type CommandMessage =
  | { readonly note: { readonly message: string } }
  | { readonly error: { readonly message: string; readonly exitCode: ExitCode } };

/** Renders a message as one line: text, or JSON that `docs/command-line.schema.json` describes. */
export function renderMessageLine(entry: CommandMessage, json: boolean): string {
  const { message } = 'note' in entry ? entry.note : entry.error;
  return `${json ? JSON.stringify({ version: 1, ...entry }) : escapeControlCharacters(message)}\n`;
}

/** Renders the error that ended a command. */
export function renderErrorLine(message: string, exitCode: ExitCode, json: boolean): string {
  return renderMessageLine({ error: { message, exitCode } }, json);
}

/** Whether the arguments of the program ask for JSON. Arguments that cannot be parsed do so, too. */
export function isJsonRequested(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes('--json');
}
