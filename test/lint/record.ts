import { writeFileSync } from 'node:fs';
import { cases, FOUND, findingsIn, shown } from './corpus';

/** Writes what is found in every bad case, word for word, for a reader of the change to judge. */
const entries = cases().filter(({ kind }) => kind === 'bad').map((entry) => [`${entry.rule}/${entry.name}`, findingsIn(entry.path).map(shown).join()]);
writeFileSync(FOUND, `${JSON.stringify(Object.fromEntries(entries), undefined, 1)}\n`);
