import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import removeTemporaryFolder from '../after-all-files';
import createTemporaryFolder from '../before-all-files';
import { formatRepair } from './case-files';
import { type Case, cases, CORPUS, filesOf, findCase, pathOf } from './cases';
import { findingsIn, FOUND, shown } from './corpus';

/** Replaces a repaired case that is written in full by its difference from the bad one. */
function storeRepair(entry: Case): void {
  const { rule, name, source } = entry;
  const repair = formatRepair(filesOf(findCase(rule, 'bad', name)), filesOf(entry));
  rmSync(source, { recursive: true });
  writeFileSync(path.join(CORPUS, rule, `ok-${name}.diff`), repair);
}

/** The findings of every bad case word for word, for a reader of the change to judge. */
function recordFindings(): void {
  const bad = cases().filter(({ kind }) => kind === 'bad');
  const entries = bad.map((entry) => [`${entry.rule}/${entry.name}`, findingsIn(pathOf(entry)).map(shown).join()]);
  writeFileSync(FOUND, `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`);
}

cases().filter(({ kind, source }) => kind === 'ok' && !source.endsWith('.diff')).forEach(storeRepair);
createTemporaryFolder();
try {
  recordFindings();
} finally {
  removeTemporaryFolder();
}
