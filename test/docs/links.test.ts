import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { findLinks, isBroken, OWN_PREFIXES } from './links';

const ROOT = path.join(__dirname, '..', '..');
const listMarkdownFiles = (folder: string) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join(folder, file));
const FILES = [
  'README.md',
  'CONTRIBUTING.md',
  'cli/README.md',
  ...listMarkdownFiles('docs'),
  ...listMarkdownFiles('examples'),
  ...listMarkdownFiles('bindings'),
  ...listMarkdownFiles('testing'),
];

/** The files that npm packs, with and without a declaration in package.json. */
const { files: packaged } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
const ALWAYS_PACKAGED = ['README.md', 'LICENSE', 'package.json'];

/** The last matching pattern decides, as in a .gitignore file. */
function isPackaged(file: string): boolean {
  if (ALWAYS_PACKAGED.includes(file)) return true;
  const isBelow = (folder: string) => file === folder || file.startsWith(`${folder}/`);
  const match = packaged.filter((pattern) => isBelow(pattern.replace(/^!/, ''))).at(-1);
  return match !== undefined && !match.startsWith('!');
}

function listPackagedMarkdown(): string[] {
  return ['README.md', 'API.md', 'CHANGELOG.md', ...listMarkdownFiles('docs')].filter(isPackaged);
}

describe('docs', () => {
  test.each(FILES)('contains no broken link in %s', (file) => {
    const links = findLinks(readFileSync(path.join(ROOT, file), 'utf8'));
    expect(links.filter((link) => isBroken(link, file))).toEqual([]);
  });

  test('verifies absolute links to this repository', () => {
    const broken = ['docs/missing.md', 'README.md#missing'].map((target) => `[x](${OWN_PREFIXES[0]}${target})`)
      .join(' ');
    expect(findLinks(broken).filter((link) => isBroken(link, 'README.md'))).toHaveLength(2);
  });

  test.each(listPackagedMarkdown())('contains only relative links to files of the package in %s', (file) => {
    const links = findLinks(readFileSync(path.join(ROOT, file), 'utf8')).map(({ link }) => link);
    const relative = links.filter((link) => link !== '' && !/^https?:/.test(link))
      .map((link) => path.join(path.dirname(file), link));
    expect(relative.filter((target) => !isPackaged(target))).toEqual([]);
  });

  // npm, PyPI and Javadoc show the README outside of the repository.
  test('uses only absolute links in the README', () => {
    const links = findLinks(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).map(({ link }) => link);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
  });
});
