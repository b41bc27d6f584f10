import { type Finding, renderFindingAsMessage } from '../src/diagnostics/finding';

/** Logs a finding as one line of JSON. */
export function logFinding(finding: Finding): void {
  const { severity, ruleId } = finding;
  console.log(JSON.stringify({ level: severity, code: ruleId, message: renderFindingAsMessage(finding) }));
}
