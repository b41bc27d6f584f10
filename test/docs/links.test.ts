import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const below = (folder: string) => readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => path.join(folder, file));

/** The anchors that a file offers, as GitHub makes them of its headings. */
function anchors(file: string): string[] {
  const headings = readFileSync(path.join(ROOT, file), 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

test.each(['README.md', 'CONTRIBUTING.md', ...below('docs'), ...below('examples')])('links of %s lead somewhere', (file) => {
  const links = [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, target, anchor]) => {
    const found = target === '' ? file : path.join(path.dirname(file), target);
    return !existsSync(path.join(ROOT, found)) || (anchor !== undefined && !anchors(found).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
