import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { MRAP983_OUTPUT_FOLDER_NOT_EMPTY } from '../../src/diagnostics/definitions/import-command';
import { type ApplicationFiles } from './languages';
import { failWith } from './readers/select-access-point';

/** Refuses a folder with files before the command reads anything. */
export function assertFolderIsEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    failWith(MRAP983_OUTPUT_FOLDER_NOT_EMPTY.create({ folder }));
  }
}

export function writeApplication(folder: string, files: ApplicationFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    // A file that another program created in the meantime is not overwritten.
    writeFileSync(file, text, { flag: 'wx' });
  }
}
