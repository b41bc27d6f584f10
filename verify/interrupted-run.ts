import * as path from 'node:path';
import { Journal, RefusedJournal } from './lab/journal';

/** Returns what the user can do after an interruption, by the journal of the run. */
export function describeNextAction(folder: string): string {
  try {
    return describeJournal(folder, Journal.read(path.join(folder, 'journal.jsonl')));
  } catch (error) {
    if (error instanceof RefusedJournal) return error.message;
    throw error;
  }
}

function describeJournal(folder: string, journal: Journal): string {
  const toContinue = `continue with --run ${folder}`;
  if (journal.listRemaining().length > 0) return `${toContinue}, or clean up with --run ${folder} --clean-up`;
  return journal.decisions.length > 0 ? `no resource remains; ${toContinue}` : 'nothing was created';
}
