import { closeSync, mkdirSync, openSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { SECOND } from '../../control/clock';
import { RefusedJournal, UnwritableJournal } from './journal';
import { isRunning } from './running-process';

/**
 * Locks a journal until the returned function is called or this process exits, because a clean-up would delete the
 * resources of probes that still run. The lock of a killed process does not count.
 */
export function lockJournal(file: string): () => void {
  const lock = `${file}.lock`;
  const created = createLock(file, lock);
  const unlock = () => {
    rmSync(lock, { force: true });
    if (created !== undefined) removeEmptyFolders(path.dirname(lock), created);
    process.off('exit', unlock);
  };
  process.once('exit', unlock);
  return unlock;
}

/** Returns the first folder that was created for the lock. */
function createLock(file: string, lock: string): string | undefined {
  let created: string | undefined;
  try {
    created = mkdirSync(path.dirname(lock), { recursive: true });
    if (!tryToLock(lock)) replaceLock(file, lock);
    return created;
  } catch (error) {
    if (created !== undefined) removeEmptyFolders(path.dirname(lock), created);
    throw error instanceof RefusedJournal ? error : new UnwritableJournal(file, error);
  }
}

/** A refused run leaves nothing. Removes a folder and the folders above it, up to the first one that was created. */
function removeEmptyFolders(folder: string, firstCreated: string): void {
  try {
    for (let current = folder; ; current = path.dirname(current)) {
      rmdirSync(current);
      if (path.resolve(current) === path.resolve(firstCreated)) return;
    }
  } catch {
    // The folder contains the journal of a run, or another program has removed it.
  }
}

const CREATION_TIME = 10 * SECOND;

/** Replaces the lock of a process that has ended. Only one process at a time does so. */
function replaceLock(file: string, lock: string): void {
  const replacement = `${lock}.replacement`;
  if (!tryToLock(replacement)) refuse(file, replacement, 'another process');
  try {
    const text = readFileSync(lock, 'utf8');
    const pid = Number(text);
    // A process writes its id a moment after it has created the file.
    if (text === '' && Date.now() - statSync(lock).mtimeMs < CREATION_TIME) refuse(file, lock, 'another process');
    if (pid !== process.pid && isRunning(pid)) refuse(file, lock, `process ${pid}`);
    writeFileSync(lock, String(process.pid));
  } finally {
    rmSync(replacement, { force: true });
  }
}

function refuse(file: string, lock: string, user: string): never {
  throw new RefusedJournal(
    `${user} uses ${file}. Nothing was changed. Wait until it ends, or end it. If no such process works with the file, `
    + `delete ${lock}`);
}

/** Creates a lock with the id of this process. Returns false if it exists. */
function tryToLock(lock: string): boolean {
  let handle: number;
  try {
    handle = openSync(lock, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFileSync(handle, String(process.pid));
    return true;
  } catch (error) {
    // A full disk leaves an empty file, which would look like the lock of another process.
    rmSync(lock, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}
