import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { RefusedJournal } from './journal';
import { isRunning } from './running-process';

/**
 * Locks a journal until the returned function is called or this process exits, because a clean-up would delete the
 * resources of probes that still run. The lock of a killed process does not count.
 */
export function lockJournal(file: string): () => void {
  const lock = `${file}.lock`;
  mkdirSync(path.dirname(lock), { recursive: true });
  if (!tryToLock(lock)) {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid !== process.pid && isRunning(pid)) {
      throw new RefusedJournal(
        `process ${pid} uses ${file}. Nothing was changed. Wait until it ends, or end it. If it is another program, `
        + `delete ${lock}`);
    }
    writeFileSync(lock, String(process.pid));
  }
  const unlock = () => {
    rmSync(lock, { force: true });
    process.off('exit', unlock);
  };
  process.once('exit', unlock);
  return unlock;
}

function tryToLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
