import { type LintFinding, type UndecidedRule } from '../../src/linter/engine/engine';
import { type TextPosition } from './text-positions';

/** The result of a run of the linter. */
export interface LintReport {
  readonly findings: readonly LintFinding[];
  readonly positionOf: (finding: LintFinding) => TextPosition;
  /** The rules that could not decide; undefined if the user did not ask for them. */
  readonly undecided?: readonly UndecidedRule[];
  readonly summary: LintSummary;
  /** The keys of look-ups without a result. */
  readonly missingLookups?: readonly string[];
}

/** The numbers of files and resources, so that a run without findings shows its extent. */
export interface LintSummary {
  readonly templates: number;
  readonly resources: number;
  /** Files in folders that are no templates. */
  readonly skipped: number;
  /** The rules that could not decide, once for each resource. */
  readonly undecided: number;
}
