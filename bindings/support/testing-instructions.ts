import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { readDocumentedCommands, readDocumentedTests } from '../../test/testing/documented-tests';
import { type TestingLanguage } from '../../testing/build-packages';
import { ROOT } from './files';
import { type Instructions } from './readme';

const SHELL_BLOCK = /^```sh\n(.*?)^```$/gms;

/** The commands of the README of a package for tests. */
function readCommands(language: TestingLanguage): string[] {
  const readme = readFileSync(path.join(ROOT, 'testing', language, 'README.md'), 'utf8');
  const commands = [...readme.matchAll(SHELL_BLOCK)].map(([, text]) => text);
  if (commands.length === 0) throw new Error(`testing/${language}/README.md has no commands`);
  return commands;
}

/** Reads the README of a package for tests, and then the complete test in docs/testing.md, to which it refers. */
export function readTestingInstructions(language: TestingLanguage): Instructions {
  const { installJavaScript, installPython, installJava, runJest, runPytest, runMaven } = readDocumentedCommands();
  const documented = {
    javascript: [installJavaScript, runJest], python: [installPython, runPytest], java: [installJava, runMaven],
  };
  // The documented test for Vitest is an alternative, which jest would run as well.
  const files = Object.entries(readDocumentedTests()[language]).filter(([file]) => !file.endsWith('.mjs'));
  return {
    files: Object.fromEntries(files),
    commands: [...readCommands(language), ...documented[language]],
  };
}
