import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { COMMAND_FILE } from './command-package';

const ROOT = path.join(__dirname, '..', '..');

/** Writes the command and its checksum, in the format of sha256sum, for the page of the release. */
function writeCommandFile(folder: string): void {
  const program = readFileSync(path.join(ROOT, COMMAND_FILE));
  const name = path.basename(COMMAND_FILE);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), program, { mode: 0o755 });
  const checksum = createHash('sha256').update(program).digest('hex');
  writeFileSync(path.join(folder, `${name}.sha256`), `${checksum}  ${name}\n`);
}

writeCommandFile(path.join(ROOT, 'dist', 'command'));
