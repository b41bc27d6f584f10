import { type Stats, statSync } from 'node:fs';

/** The standard streams of the program, and the pipes that a shell creates for `<(command)` and `>(command)`. */
const STREAM = /^\/dev\/(?:stdin|stdout|stderr|fd\/\d+)$|^\/proc\/(?:self|\d+)\/fd\/\d+$/;

/**
 * Throws if a path is neither a regular file nor a stream that the shell opened. A named pipe would wait for another
 * program for ever, and a device has no text. Throws the error of the file system if nothing exists at the path.
 */
export function checkRegularFile(file: string): void {
  const kind = describeKind(statSync(file));
  if (kind !== undefined && (kind === 'a folder' || !STREAM.test(file))) throw new Error(`it is ${kind}`);
}

function describeKind(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
