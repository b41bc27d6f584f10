import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { applyRepair, type CaseFiles, readCaseFiles, SINGLE_TEMPLATE } from './case-files';

export const CORPUS = path.join(__dirname, 'corpus');

export interface Case {
  readonly rule: string;
  readonly kind: 'ok' | 'bad';
  readonly name: string;
  /** A template, a folder of templates, or the repair of the bad case of the same name. */
  readonly source: string;
}

/** Every case: `<rule>/bad-<name>` and `<rule>/ok-<name>`, or those of one rule. */
export function cases(rules: readonly string[] = readdirSync(CORPUS).sort()): Case[] {
  return rules.flatMap((rule) => readdirSync(path.join(CORPUS, rule)).sort().map((file) => {
    const [, kind, name] = /^(ok|bad)-([a-z0-9-]+)/.exec(file)!;
    return { rule, kind: kind as Case['kind'], name, source: path.join(CORPUS, rule, file) };
  }));
}

/** A case by its rule and name. */
export function findCase(rule: string, kind: Case['kind'], name: string): Case {
  const found = cases([rule]).find((entry) => entry.kind === kind && entry.name === name);
  if (found === undefined) throw new Error(`test/linter/corpus/${rule} has no case ${kind}-${name}`);
  return found;
}

/** The templates of a case as texts. */
export function filesOf({ rule, name, source }: Case): CaseFiles {
  if (!source.endsWith('.diff')) return readCaseFiles(source);
  return applyRepair(filesOf(findCase(rule, 'bad', name)), readFileSync(source, 'utf8'));
}

let written: string | undefined;
const paths = new Map<string, string>();

/** The template or folder of a case: in the corpus, or in a temporary folder if it is made of several files. */
export function pathOf(entry: Case): string {
  if (!paths.has(entry.source)) paths.set(entry.source, isComplete(entry.source) ? entry.source : writeFiles(entry));
  return paths.get(entry.source)!;
}

function isComplete(source: string): boolean {
  return !source.endsWith('.diff') && !existsSync(path.join(source, 'shared.yaml'));
}

function writeFiles(entry: Case): string {
  written ??= temporaryFolder();
  const target = path.join(written, entry.rule, `${entry.kind}-${entry.name}`);
  const files = filesOf(entry);
  const [[only]] = files;
  if (only === SINGLE_TEMPLATE) return writeFile(`${target}.yaml`, files.get(only)!);
  for (const [name, text] of files) writeFile(path.join(target, name), text);
  return target;
}

function writeFile(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
