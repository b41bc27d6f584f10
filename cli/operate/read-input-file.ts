import { existsSync, readFileSync } from 'node:fs';
import { CommandError } from '../command-error';

/** Reads a file that an option names. A file that cannot be read is an error of the input. */
export function readInputFile(file: string, expected: string): string {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist, expected ${expected}`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read ${file}: ${(error as Error).message}; expected ${expected}`);
  }
}
