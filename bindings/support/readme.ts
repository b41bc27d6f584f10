import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './files';

/** What a section of the README asks its reader to do: to write files, and to run commands. */
export interface Instructions {
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

const FENCED = /^```(\S+)\n(.*?)^```$/gms;
/** A file begins with a comment that holds its name. */
const FILE_NAME = /^(?:\/\/|#|<!--) (\S+)/;

/** The instructions below a heading of the third level. */
export function instructions(heading: string): Instructions {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const section = readme.split(/^(?=##+ )/m).find((text) => text.startsWith(`### ${heading}\n`));
  if (section === undefined) throw new Error(`README.md has no section ${heading}`);
  const blocks = [...section.matchAll(FENCED)].map(([, language, text]) => ({ language, text }));
  const files = blocks.filter(({ language }) => language !== 'sh').map(({ text }) => [FILE_NAME.exec(text)![1], text]);
  return { files: Object.fromEntries(files) as Record<string, string>, commands: blocks.filter(({ language }) => language === 'sh').map(({ text }) => text) };
}
