import { readFileSync } from 'node:fs';
import { CommandError } from '../command-error';

/** Reads a file that the user named. A missing file or a folder is an error of the input. */
export function readInputFile(file: string, expected: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${message})`;
    throw new CommandError(`${file} ${problem}, expected ${expected}`);
  }
}
