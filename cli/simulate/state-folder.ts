import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { MRAP975_STATE_UNREADABLE } from '../../src/diagnostics/definitions/simulate-command';
import { renderFindingAsMessage } from '../../src/diagnostics/finding';
import { CommandError } from '../command-error';

const FILE = 'simulator-state.bin';

/** Reads the state that an earlier run wrote to a folder, and passes it on. Does nothing without such a state. */
export function restoreFromFolder(folder: string, restore: (saved: Uint8Array) => void): void {
  const file = path.join(folder, FILE);
  if (!existsSync(file)) return;
  try {
    restore(readFileSync(file));
  } catch (error) {
    const problem = (error as Error).message;
    throw new CommandError(renderFindingAsMessage(MRAP975_STATE_UNREADABLE.create({ file, problem })));
  }
}

/** Replaces the state in a folder. An interrupted write leaves the previous state. */
export function saveToFolder(folder: string, saved: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE);
  writeFileSync(`${file}.new`, saved);
  renameSync(`${file}.new`, file);
}
