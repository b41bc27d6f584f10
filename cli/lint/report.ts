import { type LintFinding } from '../../src/linter/engine/engine';
import { type TextPosition } from './text-positions';

/** The result of a run of the linter. */
export interface LintReport {
  readonly findings: readonly LintFinding[];
  readonly positionOf: (finding: LintFinding) => TextPosition;
  readonly summary: LintSummary;
}

/** The numbers of files and resources, so that a run without findings shows its extent. */
export interface LintSummary {
  readonly templates: number;
  readonly resources: number;
  /** Files in folders that are no templates. */
  readonly skipped: number;
}
