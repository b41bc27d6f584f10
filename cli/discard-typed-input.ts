import { setTimeout as sleep } from 'node:timers/promises';
import { type ReadStream } from 'node:tty';

/** The terminal returns what was typed at once. */
const READING_TIME = 50;
const CTRL_C_OR_D = /[\u0003\u0004]/;

/**
 * Discards the input that the user typed before a prompt, so that it does not answer the prompt. Returns whether it
 * contains Ctrl-C or Ctrl-D.
 */
export async function discardTypedInput(terminal: ReadStream): Promise<boolean> {
  let typed = '';
  const read = (chunk: Buffer | string) => { typed += String(chunk); };
  // The stream keeps the error of a closed terminal, which the prompt reports.
  const ignore = () => {};
  terminal.on('error', ignore).on('data', read);
  // In raw mode, the terminal also returns a line without an end.
  terminal.setRawMode(true);
  await sleep(READING_TIME);
  terminal.setRawMode(false);
  terminal.off('data', read).pause().off('error', ignore);
  return CTRL_C_OR_D.test(typed);
}
