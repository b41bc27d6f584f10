import { type LintFinding } from '../../src/linter/engine/engine';

/** What is found, for programs. */
export function renderJson(findings: readonly LintFinding[]): string {
  return `${JSON.stringify({ findings }, undefined, 2)}\n`;
}
