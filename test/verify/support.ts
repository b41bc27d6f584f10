import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Reads a file of the folder docs. */
export function readDocument(name: string): string {
  return readFileSync(path.join(__dirname, '..', '..', 'docs', name), 'utf8');
}
