import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { MRAP963_OUTPUT_NOT_WRITTEN } from '../../src/diagnostics/definitions/command-arguments';
import { MRAP983_OUTPUT_FOLDER_NOT_EMPTY } from '../../src/diagnostics/definitions/import-command';
import { failWith } from '../command-error';
import { describeFileError } from '../lint/read-text';
import { type ApplicationFiles } from './languages';

/** Refuses a folder with files before the command reads anything. */
export function assertFolderIsEmpty(folder: string): void {
  if (existsSync(folder) && failIfNotWritten(folder, () => readdirSync(folder)).length > 0) {
    failWith(MRAP983_OUTPUT_FOLDER_NOT_EMPTY.create({ folder }));
  }
}

export function writeApplication(folder: string, files: ApplicationFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    failIfNotWritten(file, () => {
      mkdirSync(path.dirname(file), { recursive: true });
      // A file that another program created in the meantime is not overwritten.
      writeFileSync(file, text, { flag: 'wx' });
    });
  }
}

function failIfNotWritten<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    return failWith(MRAP963_OUTPUT_NOT_WRITTEN.create({
      file, problem: describeFileError(error), consequence: 'the application is not complete',
    }));
  }
}
