import { checkProse, isWithinBudget } from './check';
import { type Listing, renderResult } from './render';

/** Checks a checkout, writes the result and returns the exit code. */
export function lintProse(root: string, listing: Listing, output: { write(text: string): unknown }): number {
  const result = checkProse(root);
  output.write(renderResult(result, listing));
  return isWithinBudget(result) ? 0 : 1;
}
