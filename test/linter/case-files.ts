import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { applyPatch, FILE_HEADERS_ONLY, formatPatch, parsePatch, type StructuredPatch, structuredPatch } from 'diff';
import { parse } from 'yaml';

/** Templates that several cases contain. The `shared.yaml` of a case maps its own file names to these files. */
const SHARED_TEMPLATES = path.join(__dirname, 'shared');
const SHARED_LIST = 'shared.yaml';
/** The path of the only file of a case that is no folder. */
export const SINGLE_TEMPLATE = 'template.yaml';

/** The text of every file of a case by its path within the case, in the order of the paths. */
export type CaseFiles = ReadonlyMap<string, string>;

/** Reads a template, or a folder of templates with the shared templates that it lists. */
export function readCaseFiles(source: string): CaseFiles {
  if (!statSync(source).isDirectory()) return new Map([[SINGLE_TEMPLATE, readFileSync(source, 'utf8')]]);
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== SHARED_LIST && statSync(path.join(source, name)).isFile());
  const own = names.map((name) => [name, readFileSync(path.join(source, name), 'utf8')] as const);
  return sortByPath([...own, ...readSharedTemplates(path.join(source, SHARED_LIST))]);
}

function readSharedTemplates(list: string): [string, string][] {
  if (!existsSync(list)) return [];
  const entries = Object.entries(parse(readFileSync(list, 'utf8')) as Record<string, string>);
  return entries.map(([name, shared]) => [name, readFileSync(path.join(SHARED_TEMPLATES, shared), 'utf8')]);
}

/** The files after a repair, which is a patch in the format of `git diff`. Throws if the repair does not fit. */
export function applyRepair(files: CaseFiles, repair: string): CaseFiles {
  const patches = parsePatch(repair);
  const repaired = new Map(files);
  for (const patch of patches) repaired.delete(oldPath(patch));
  for (const patch of patches) if (!patch.isDelete) repaired.set(newPath(patch), patchedText(patch, files));
  return sortByPath(repaired);
}

function patchedText(patch: StructuredPatch, files: CaseFiles): string {
  const before = patch.isCreate ? '' : files.get(oldPath(patch));
  const text = before === undefined ? false : applyPatch(before, patch);
  if (text !== false) return text;
  const repair = 'write the repaired case in full and run npm run docs:rules';
  throw new Error(`the repair of ${oldPath(patch)} does not fit the template; ${repair}`);
}

/** The repair that makes the second files out of the first. */
export function formatRepair(bad: CaseFiles, ok: CaseFiles): string {
  const removed = [...bad.keys()].filter((file) => !ok.has(file));
  const added = [...ok.keys()].filter((file) => !bad.has(file));
  const changed = [...bad.keys()].filter((file) => ok.has(file) && ok.get(file) !== bad.get(file));
  const patches = [
    ...changed.map((file) => makePatch(bad, ok, file, file)),
    // A template that is repaired by another Region or account has another name: these files are renames, in order.
    ...Array.from(removed.length > added.length ? removed : added, (_, i) => makePatch(bad, ok, removed[i], added[i])),
  ];
  return patches.map((patch) => formatPatch(patch, FILE_HEADERS_ONLY)).join('');
}

function makePatch(bad: CaseFiles, ok: CaseFiles, from: string | undefined, to: string | undefined): StructuredPatch {
  const [isCreate, isDelete] = [from === undefined, to === undefined];
  const names = [isCreate ? '/dev/null' : `a/${from}`, isDelete ? '/dev/null' : `b/${to}`] as const;
  const patch = structuredPatch(...names, bad.get(from ?? '') ?? '', ok.get(to ?? '') ?? '', '', '', { context: 3 });
  return from === to ? patch : { ...patch, isGit: true, isCreate, isDelete, isRename: !isCreate && !isDelete };
}

function oldPath({ oldFileName = '' }: StructuredPatch): string {
  return oldFileName.replace(/^a\//, '');
}

function newPath({ newFileName = '' }: StructuredPatch): string {
  return newFileName.replace(/^b\//, '');
}

function sortByPath(files: Iterable<readonly [string, string]>): CaseFiles {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
