import { readFileSync } from 'node:fs';

/** Reads the text of a file. Returns undefined if there is no file, or if the user may not read it. */
export function readTextIfPossible(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Describes why a file or folder cannot be opened, without its path. */
export function describeFileError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  // Node.js writes "EACCES: permission denied, open '/path'".
  return code === undefined ? message : message.replace(/^\w+: /, '').replace(/, \w+( '.*')?$/, '');
}
