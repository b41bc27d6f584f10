import { type StackTemplate } from '../../src/linter/evaluation/template';
import { CommandError } from '../command-error';
import { loadTemplates } from './load-templates';

/** Reads the stacks of a cloud assembly or of templates that the user named. Throws `CommandError`. */
export function loadStacks(source: string): readonly StackTemplate[] {
  try {
    return loadTemplates(source).stacks;
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
