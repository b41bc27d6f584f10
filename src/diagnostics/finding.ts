/** How much a finding matters. */
export enum FindingSeverity {
  /** S3 refuses the declaration, or it cannot work. */
  ERROR = 'ERROR',
  /** The declaration is probably wrong, or whether it works is unknown. */
  WARNING = 'WARNING',
  /** Worth knowing. */
  INFO = 'INFO',
}

/** One reported problem. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: FindingSeverity;
  /** The problem, the value received and the value expected, in lower case and without a full stop. */
  readonly message: string;
  /** The action to take, as an imperative. */
  readonly fix: string;
  readonly sourceUrl: string;
}

/** Renders a finding as one line. */
export function renderFindingAsMessage(finding: Finding): string {
  return `[${finding.ruleId}] ${finding.message}; ${finding.fix}`;
}

export function selectErrors(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === FindingSeverity.ERROR);
}
