import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { MRAP975_STATE_UNREADABLE } from '../../src/diagnostics/definitions/simulate-command';
import { failWith } from '../command-error';

const FILE = 'simulator-state.bin';

/**
 * Creates the folder, so that the state can be saved at the end. Passes the state on that an earlier run wrote to it,
 * if there is one.
 */
export function restoreFromFolder(folder: string, restore: (saved: Uint8Array) => void): void {
  failIfUnusable(folder, () => { mkdirSync(folder, { recursive: true }); });
  const file = path.join(folder, FILE);
  if (existsSync(file)) failIfUnusable(file, () => { restore(readFileSync(file)); });
}

function failIfUnusable(file: string, use: () => void): void {
  try {
    use();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'EEXIST' ? 'it is a file, and not a folder' : message;
    failWith(MRAP975_STATE_UNREADABLE.create({ file, problem }));
  }
}

/** Replaces the state in a folder. An interrupted write leaves the previous state. */
export function saveToFolder(folder: string, saved: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE);
  writeFileSync(`${file}.new`, saved);
  renameSync(`${file}.new`, file);
}
