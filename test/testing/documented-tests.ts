import { readFileSync } from 'node:fs';
import * as path from 'node:path';

const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'testing.md');

/** The code of docs/testing.md, with the file that each block is. */
export interface DocumentedTests {
  readonly javascript: Readonly<Record<string, string>>;
  readonly python: Readonly<Record<string, string>>;
  readonly java: Readonly<Record<string, string>>;
}

function findBlocks(language: string): string[] {
  const text = readFileSync(DOCUMENT, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);
}

function nameBlocks(language: string, files: readonly string[]): Record<string, string> {
  const blocks = findBlocks(language);
  if (blocks.length !== files.length) throw new Error(`docs/testing.md has ${blocks.length} blocks of ${language}`);
  return Object.fromEntries(files.map((file, index) => [file, blocks[index]]));
}

export function readDocumentedTests(): DocumentedTests {
  const javascript = nameBlocks('js', ['loss.test.js', 'films.js', 'loss.spec.mjs', 'conflict.test.js']);
  // The second test continues the first file.
  const imports = javascript['loss.test.js'].split('\n\n')[0];
  return {
    javascript: { ...javascript, 'conflict.test.js': `${imports}\n\n${javascript['conflict.test.js']}` },
    python: nameBlocks('python', ['test_films.py', 'films.py']),
    java: nameBlocks('java', ['FilmsTest.java', 'Films.java']),
  };
}
