import { type Finding } from '../../../src/diagnostics/finding';

/** The ids of findings with their severities, in short: `MRAP204 ERROR`. */
export function ids(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.ruleId} ${finding.severity}`);
}
