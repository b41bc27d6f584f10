import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { RefusedJournal } from './journal';

/**
 * Locks a journal until this process exits, because a clean-up would delete the resources of probes that still run. The
 * lock of a killed process does not count.
 */
export function lockJournal(file: string): void {
  const lock = `${file}.lock`;
  if (!tryToLock(lock)) {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid !== process.pid && isRunning(pid)) {
      throw new RefusedJournal(
        `process ${pid} uses ${file}. Nothing was changed. Wait until it ends, or end it. If it is another program, `
        + `delete ${lock}`);
    }
    writeFileSync(lock, String(process.pid));
  }
  process.once('exit', () => rmSync(lock, { force: true }));
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

function isRunning(pid: number): boolean {
  try {
    // Signal 0 sends nothing.
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
