import { writeFileSync } from 'node:fs';
import { MRAP963_OUTPUT_NOT_WRITTEN } from '../src/diagnostics/definitions/command-arguments';
import { failWith } from './command-error';
import { describeFileError } from './lint/read-text';

/** Writes or replaces a file that an option names. */
export function writeOutputFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    failWith(MRAP963_OUTPUT_NOT_WRITTEN.create({
      file, problem: describeFileError(error), consequence: 'the result is lost',
    }));
  }
}
