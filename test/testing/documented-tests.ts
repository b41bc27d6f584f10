import { readFileSync } from 'node:fs';
import * as path from 'node:path';

const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'testing.md');

/** The code of docs/testing.md, with the file that each block is. */
export interface DocumentedTests {
  readonly javascript: Readonly<Record<string, string>>;
  readonly python: Readonly<Record<string, string>>;
  readonly java: Readonly<Record<string, string>>;
}

/** The commands of docs/testing.md. */
export interface DocumentedCommands {
  readonly installCommand: string;
  readonly installJavaScript: string;
  readonly installPython: string;
  readonly installJava: string;
  readonly installVitest: string;
  readonly installPresigner: string;
  readonly runJest: string;
  readonly runVitest: string;
  readonly runPytest: string;
  readonly runMaven: string;
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

/** Returns the block of commands that matches a pattern. */
function findCommands(pattern: RegExp): string {
  const found = findBlocks('sh').filter((block) => pattern.test(block));
  if (found.length !== 1) throw new Error(`docs/testing.md has ${found.length} blocks of commands for ${pattern}`);
  return found[0];
}

export function readDocumentedCommands(): DocumentedCommands {
  return {
    installCommand: findCommands(/^npm install --save-dev cdk-s3-mrap-cli$/m),
    installJavaScript: findCommands(/cdk-s3-mrap-testing jest/),
    installPython: findCommands(/pip install/),
    installJava: findCommands(/install-file/),
    installVitest: findCommands(/vitest@/),
    installPresigner: findCommands(/s3-request-presigner/),
    runJest: findCommands(/npx jest/),
    runVitest: findCommands(/npx vitest/),
    runPytest: findCommands(/-m pytest/),
    runMaven: findCommands(/^mvn test$/m),
  };
}

export function readDocumentedTests(): DocumentedTests {
  const javascript = nameBlocks('js', [
    'loss.test.js', 'films.js', 'loss.spec.mjs', 'upload.test.js', 'upload.spec.mjs', 'conflict.test.js',
  ]);
  // The second test continues the first file.
  const imports = javascript['loss.test.js'].split('\n\n')[0];
  const sources = path.join('src', 'test', 'java');
  const java = nameBlocks('java', [path.join(sources, 'FilmsTest.java'), path.join(sources, 'Films.java')]);
  return {
    javascript: { ...javascript, 'conflict.test.js': `${imports}\n\n${javascript['conflict.test.js']}` },
    python: nameBlocks('python', ['test_films.py', 'films.py']),
    java: { ...java, ...nameBlocks('xml', ['pom.xml']) },
  };
}
