/** How much a finding matters. */
export enum FindingSeverity {
  /** S3 would refuse it, or it cannot work. */
  ERROR = 'ERROR',
  /** Likely wrong, or not proven to work. */
  WARNING = 'WARNING',
  /** Worth knowing. */
  INFO = 'INFO',
}

/** One thing that a check found, ready to be shown. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: FindingSeverity;
  /** What is wrong, what was given, what was expected; lower case, no full stop. */
  readonly message: string;
  /** What to do; an imperative. */
  readonly fix: string;
  readonly sourceUrl: string;
}

/** The one line in which every part of the project shows a finding. */
export function renderFinding(finding: Finding): string {
  return `[${finding.ruleId}] ${finding.message}; ${finding.fix}`;
}

export function onlyErrors(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === FindingSeverity.ERROR);
}
