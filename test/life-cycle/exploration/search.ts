import { SEARCHED } from './edges';
import { explore } from './explore';

/** Explores until a schedule violates a safety guarantee. Then prints the violation and exits with code 1. */
async function search(): Promise<void> {
  const { schedules, states, violations } = await explore(SEARCHED, {
    isStopped: (result) => result.violations.length > 0,
  });
  console.log(violations.length === 0 ? `${schedules} schedules, ${states} states, no violation`
    : `schedule ${schedules}: ${violations[0]}`);
  process.exit(violations.length === 0 ? 0 : 1);
}

void search();
