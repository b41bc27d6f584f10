import { type LintFinding } from '../../src/linter/engine/engine';

/** Renders findings as JSON. `docs/command-line.schema.json` is its JSON schema. */
export function renderFindingsAsJson(findings: readonly LintFinding[]): string {
  return `${JSON.stringify({ version: 1, findings }, undefined, 2)}\n`;
}
