import { type LintFinding } from '../../src/linter/engine/engine';

/** Renders findings as JSON. */
export function renderFindingsAsJson(findings: readonly LintFinding[]): string {
  return `${JSON.stringify({ findings }, undefined, 2)}\n`;
}
