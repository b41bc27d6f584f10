import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { PUBLISHER } from '../../projenrc/publisher';

const ROOT = path.join(__dirname, '..', '..');

/** Absolute links to this repository, which are verified against the checkout. */
const REPOSITORY = PUBLISHER.repository.replace(/\.git$/, '');
export const OWN_PREFIXES = [
  `${REPOSITORY}/blob/main/`, `${REPOSITORY}/tree/main/`,
  `${REPOSITORY.replace('github.com', 'raw.githubusercontent.com')}/main/`,
];

/** Lists the anchors that GitHub derives from the headings of a file. */
function listAnchors(file: string): string[] {
  const headings = readFileSync(path.join(ROOT, file), 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

/** Returns the file that a link refers to, or undefined for a link to another site. */
function findTarget(link: string, file: string): string | undefined {
  const prefix = OWN_PREFIXES.find((candidate) => link.startsWith(candidate));
  if (prefix !== undefined) return link.slice(prefix.length);
  if (/^https?:/.test(link)) return undefined;
  return link === '' ? file : path.join(path.dirname(file), link);
}

/** A link of a text: a path or URL, and an anchor. */
export interface Link {
  readonly link: string;
  readonly anchor?: string;
}

/** Finds the links of a Markdown file. */
export function findLinks(markdown: string): Link[] {
  return [...markdown.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)].map(([, link, anchor]) => ({ link, anchor }));
}

/** Tests whether a link of a file refers to a missing file or heading of the checkout. */
export function isBroken({ link, anchor }: Link, file: string): boolean {
  const target = findTarget(link, file);
  if (target === undefined) return false;
  return !existsSync(path.join(ROOT, target)) || (anchor !== undefined && !listAnchors(target).includes(anchor));
}
