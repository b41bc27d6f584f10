import {
  type ParsedFailoverPlan, parseSavedFailoverPlan, type SavedFailoverPlan,
} from '../../control/failover/saved-plan';
import {
  MRAP962_INPUT_NOT_USABLE, MRAP963_OUTPUT_NOT_WRITTEN,
} from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { describeFileError } from '../lint/read-text';
import { readInputFile } from '../read-input-file';
import { createFile } from '../replace-file';

/** Writes a plan into a new file. */
export function writePlanFile(file: string, plan: SavedFailoverPlan): void {
  try {
    createFile(file, `${JSON.stringify(plan, null, 2)}\n`);
  } catch (error) {
    failWith(MRAP963_OUTPUT_NOT_WRITTEN.create({
      file, problem: describeFileError(error), consequence: 'no route was changed',
    }));
  }
}

export function readPlanFile(file: string): ParsedFailoverPlan {
  const expected = 'an unchanged plan of "failover --plan"';
  const plan = parseSavedFailoverPlan(readInputFile(file, expected));
  if (plan !== undefined) return plan;
  return failWith(MRAP962_INPUT_NOT_USABLE.create({ file, problem: 'it is no plan, or it was changed', expected }));
}
