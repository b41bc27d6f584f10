import { readFileSync } from 'node:fs';
import { MRAP962_INPUT_NOT_USABLE } from '../src/diagnostics/definitions/command-arguments';
import { failWith } from './command-error';
import { describeFileError } from './lint/read-text';
import { checkRegularFile } from './regular-file';

/** Reads a file that an option names. A file that cannot be read is an error of the input. */
export function readInputFile(file: string, expected: string): string {
  try {
    checkRegularFile(file);
    return readFileSync(file, 'utf8');
  } catch (error) {
    return failWith(MRAP962_INPUT_NOT_USABLE.create({ file, problem: describeFileError(error), expected }));
  }
}
