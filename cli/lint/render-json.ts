import { type LintReport } from './report';

/** Renders findings as JSON, with their positions. `docs/command-line.schema.json` is its JSON schema. */
export function renderFindingsAsJson({ findings, positionOf, undecided, summary }: LintReport): string {
  const located = findings.map((finding) => ({ ...finding, ...positionOf(finding) }));
  return `${JSON.stringify({ version: 1, findings: located, undecided, summary }, undefined, 2)}\n`;
}
