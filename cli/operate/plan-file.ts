import { writeFileSync } from 'node:fs';
import {
  type ParsedFailoverPlan, parseSavedFailoverPlan, type SavedFailoverPlan,
} from '../../control/failover/saved-plan';
import { CommandError } from '../command-error';
import { readInputFile } from './read-input-file';

/** Writes a plan into a new file. */
export function writePlanFile(file: string, plan: SavedFailoverPlan): void {
  try {
    writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    throw new CommandError(`cannot write the plan ${file}: ${(error as Error).message}; choose a new file for --plan`);
  }
}

export function readPlanFile(file: string): ParsedFailoverPlan {
  const plan = parseSavedFailoverPlan(readInputFile(file, 'a file of "failover --plan"'));
  if (plan === undefined) throw new CommandError(`${file} is not an unchanged plan of "failover --plan"`);
  return plan;
}
