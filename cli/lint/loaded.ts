import { type Acknowledgement } from '../../src/diagnostics/acknowledgement';
import { type StackTemplate } from '../../src/linter/evaluation/template';

/** What was found to look at. */
export interface Loaded {
  readonly stacks: readonly StackTemplate[];
  readonly acknowledgements: readonly Acknowledgement[];
}

export function merge(parts: readonly Loaded[]): Loaded {
  return { stacks: parts.flatMap(({ stacks }) => stacks), acknowledgements: parts.flatMap(({ acknowledgements }) => acknowledgements) };
}
