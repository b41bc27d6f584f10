import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

/** Writes files into a new folder and returns its path. */
export function checkoutOf(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}
