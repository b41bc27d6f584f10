import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import removeTemporaryFolder from '../after-all-files';
import createTemporaryFolder from '../before-all-files';
import { formatRepair } from './case-files';
import { type Case, cases, CORPUS, filesOf, findCase, pathOf } from './cases';
import { EXPECTED_FINDINGS, findingsIn, renderLintFinding } from './corpus';

/** Replaces a corrected case that is written in full by its difference from the bad one. */
function storeRepair(entry: Case): void {
  const { rule, name, source } = entry;
  const repair = formatRepair(filesOf(findCase(rule, 'bad', name)), filesOf(entry));
  rmSync(source, { recursive: true });
  writeFileSync(path.join(CORPUS, rule, `ok-${name}.diff`), repair);
}

/** Records the findings of all bad cases, so that a change of a message shows in a diff. */
function recordFindings(): void {
  const bad = cases().filter(({ kind }) => kind === 'bad');
  const entries =
    bad.map((entry) => [`${entry.rule}/${entry.name}`, findingsIn(pathOf(entry)).map(renderLintFinding).join()]);
  writeFileSync(EXPECTED_FINDINGS, `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`);
}

cases().filter(({ kind, source }) => kind === 'ok' && !source.endsWith('.diff')).forEach(storeRepair);
createTemporaryFolder();
try {
  recordFindings();
} finally {
  removeTemporaryFolder();
}
