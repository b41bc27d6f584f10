import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Creates a file. Throws if it exists. Removes a file that cannot be written completely, as on a full disk. */
export function createFile(file: string, text: string): void {
  const descriptor = openSync(file, 'wx');
  try {
    writeFileSync(descriptor, text);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Replaces a file. If the new text cannot be written, the file keeps the former one. */
export function replaceFile(file: string, text: string): void {
  const next = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(next, text);
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
