import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { INJECTED_BUGS, type Patch } from './injected-bugs';
import { REVERTED_FIXES } from './reverted-fixes';

const ROOT = path.join(__dirname, '..', '..', '..');

/** A patch of a text that the source does not contain, or contains twice, ends `npm run test:planted`. */
function listUnusablePatches(sources: readonly { readonly patches: readonly Patch[] }[]): Patch[] {
  return sources.flatMap(({ patches }) => patches)
    .filter(({ file, find }) => readFileSync(path.join(ROOT, file), 'utf8').split(find).length !== 2);
}

describe('npm run test:planted', () => {
  test('replaces texts of fixes that their sources contain exactly once', () => {
    expect(REVERTED_FIXES.length).toBeGreaterThan(300);
    expect(listUnusablePatches(REVERTED_FIXES)).toEqual([]);
  });

  test('replaces texts of handlers that their sources contain exactly once', () => {
    expect(INJECTED_BUGS.length).toBeGreaterThan(10);
    expect(listUnusablePatches(INJECTED_BUGS)).toEqual([]);
  });
});
