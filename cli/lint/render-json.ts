import { type LintReport } from './report';

/** Renders findings as JSON, with their positions. */
export function renderFindingsAsJson({ findings, positionOf, summary }: LintReport): string {
  const located = findings.map((finding) => ({ ...finding, ...positionOf(finding) }));
  return `${JSON.stringify({ findings: located, summary }, undefined, 2)}\n`;
}
