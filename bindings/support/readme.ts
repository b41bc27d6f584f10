import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './files';

/** The files that a section of the README contains, and the commands that it lists. */
export interface Instructions {
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

const FENCED_BLOCK = /^```(\S+)\n(.*?)^```$/gms;
/** The first line of a file is a comment with its name. */
const FILE_NAME = /^(?:\/\/|#|<!--) (\S+)/;

/** Reads the instructions of a section. */
export function readInstructions(heading: string): Instructions {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const section = readme.split(/^(?=##+ )/m).find((text) => /^#+ (.*)/.exec(text)?.[1] === heading);
  if (section === undefined) throw new Error(`README.md has no section ${heading}`);
  const blocks = [...section.matchAll(FENCED_BLOCK)].map(([, language, text]) => ({ language, text }));
  const files = blocks.filter(({ language }) => language !== 'sh').map(({ text }) => [FILE_NAME.exec(text)![1], text]);
  return {
    files: Object.fromEntries(files) as Record<string, string>,
    commands: blocks.filter(({ language }) => language === 'sh').map(({ text }) => text),
  };
}
