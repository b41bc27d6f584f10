import { writeFileSync } from 'node:fs';
import { cases, FOUND, findingsIn, renderLintFinding } from './corpus';

// Records the findings of all bad cases, so that a change of a message shows in a diff.
const entries = cases().filter(({ kind }) => kind === 'bad').map((entry) => [`${entry.rule}/${entry.name}`, findingsIn(entry.path).map(renderLintFinding).join()]);
writeFileSync(FOUND, `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`);
