import * as path from 'node:path';
import { Journal } from './lab/journal';

/** Returns what the user can do after an interruption, by the journal of the run. */
export function describeNextAction(folder: string): string {
  const journal = Journal.read(path.join(folder, 'journal.jsonl'));
  const toContinue = `continue with --run ${folder}`;
  if (journal.listRemaining().length > 0) return `${toContinue}, or clean up with --run ${folder} --clean-up`;
  return journal.decisions.length > 0 ? `no resource remains; ${toContinue}` : 'nothing was created';
}
