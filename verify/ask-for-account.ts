import { createInterface } from 'node:readline/promises';
import { RefusedOptions } from './option-rules';

export interface AccountPrompt {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Called if the user types Ctrl+C, which a terminal in raw mode does not send as a signal. */
  readonly interrupt: () => void;
  /** Default: whether the output is a terminal. */
  readonly isTerminal?: boolean;
}

/** Asks for the id of the account. The answer never arrives after an interruption. */
export async function askForAccount({ input, output, interrupt, isTerminal }: AccountPrompt): Promise<string> {
  const terminal = createInterface({ input, output, terminal: isTerminal });
  const ended = new Promise<never>((_resolve, reject) => {
    terminal.once('close', () => reject(new RefusedOptions(
      'the input ended without an account id; expected 12 digits. Nothing was changed. Type the id, or pass it with '
      + '--account')));
  });
  terminal.once('SIGINT', interrupt);
  try {
    return (await Promise.race([terminal.question('Type the id of the account to start: '), ended])).trim();
  } finally {
    terminal.close();
  }
}
