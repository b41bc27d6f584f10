import { type Acknowledgement } from '../../src/diagnostics/acknowledgement';
import { type StackTemplate } from '../../src/linter/evaluation/template';

/** The stacks and acknowledgements that were read from one or more sources. */
export interface LoadedTemplates {
  readonly stacks: readonly StackTemplate[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** The keys of look-ups without a result. The templates contain dummy values in their place. */
  readonly missingLookups?: readonly string[];
}

export function mergeLoadedTemplates(parts: readonly LoadedTemplates[]): LoadedTemplates {
  return {
    stacks: parts.flatMap(({ stacks }) => stacks),
    acknowledgements: parts.flatMap(({ acknowledgements }) => acknowledgements),
    missingLookups: [...new Set(parts.flatMap(({ missingLookups = [] }) => missingLookups))],
  };
}
