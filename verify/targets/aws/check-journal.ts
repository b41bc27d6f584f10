import { RefusedJournal, type Journal } from '../../lab/journal';
import { NAME_PREFIX } from './preflight';

const PREFIX_OF_RUN = new RegExp(`^${NAME_PREFIX}[0-9a-f]{12}$`);
const NAME_OF_RESOURCE = /^(.+)-\d+$/;
const NAME_OF_OBJECT = /^([^/]+)-\d+\/./;

/** Refuses a journal that does not prove that its runs created the resources in it, all in one account. */
export function checkJournal(journal: Journal): void {
  const refuse = (reason: string) => {
    throw new RefusedJournal(
      `${journal.file} ${reason}. Nothing was changed. Restore the file, or delete the resources by hand as `
      + 'docs/verifying.md describes');
  };
  const prefixes = journal.starts.map(({ prefix }) => prefix);
  const wrong = prefixes.filter((prefix) => !PREFIX_OF_RUN.test(prefix));
  if (wrong.length > 0) refuse(`names the run ${wrong.join(', ')}, and no run has this name`);
  const accounts = new Set(journal.starts.map(({ accountId }) => accountId));
  if (accounts.size > 1) refuse(`contains runs in the accounts ${[...accounts].join(', ')}; expected one account`);
  const foreign = journal.listRemaining().filter(({ name, kind }) => {
    const [ofRun, prefix] = (kind === 'object' ? NAME_OF_OBJECT : NAME_OF_RESOURCE).exec(name) ?? [];
    return ofRun === undefined || !prefixes.includes(prefix!);
  }).map(({ name }) => name);
  if (foreign.length > 0) refuse(`contains resources of no run in it: ${foreign.join(', ')}`);
  if (journal.decisions.length > 0 && prefixes.length === 0) refuse('contains decisions and no start of a run');
}

/** Refuses to clean up without a journal: nothing would be deleted, and the command would succeed. */
export function requireJournal(journal: Journal): void {
  if (journal.start !== undefined) return;
  throw new RefusedJournal(
    `${journal.file} does not exist or contains no run, so no run can be cleaned up. Nothing was changed. Choose the `
    + 'folder of the killed run with --run');
}
