import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { preProcessFile } from 'typescript';

/** The declaration files that a declaration file imports, directly or through others, and itself. */
function reachableFrom(file: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const { fileName } of preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
    if (fileName.startsWith('.')) reachableFrom(declarationOf(path.join(path.dirname(file), fileName)), found);
  }
  return found;
}

function declarationOf(module: string): string {
  const file = [`${module}.d.ts`, path.join(module, 'index.d.ts')].find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`${module} has no declaration file`);
  return file;
}

/** Deletes the declarations that users cannot reach: the package exports only `lib/index.js` (docs/adr/0024). */
function pruneDeclarations(folder: string): void {
  const reachable = reachableFrom(path.join(folder, 'index.d.ts'));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (file.endsWith('.d.ts') && !reachable.has(file)) rmSync(file);
  }
}

pruneDeclarations(path.join(__dirname, '..', 'lib'));
