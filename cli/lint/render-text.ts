import * as path from 'node:path';
import pc from 'picocolors';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { type LintFinding } from '../../src/linter/engine/engine';

type Colours = ReturnType<typeof pc.createColors>;

function paint(colours: Colours, severity: FindingSeverity, text: string): string {
  switch (severity) {
    case FindingSeverity.ERROR: return colours.red(text);
    case FindingSeverity.WARNING: return colours.yellow(text);
    case FindingSeverity.INFO: return colours.cyan(text);
  }
}

function placeOf({ constructPath, stack, logicalId, location, templatePath }: LintFinding): string {
  return `${constructPath ?? `${stack}/${logicalId}`}${location === undefined ? '' : ` ${location}`} (${path.basename(templatePath)})`;
}

function count(findings: readonly LintFinding[], severity: FindingSeverity, word: string): string {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** What is found, for people. */
export function renderText(findings: readonly LintFinding[], { colour }: { readonly colour: boolean }): string {
  const colours = pc.createColors(colour);
  const blocks = findings.map((finding) => [
    `${paint(colours, finding.severity, `${finding.severity.toLowerCase()} ${finding.ruleId}`)} ${colours.bold(placeOf(finding))}`,
    `  ${finding.message}`,
    `  ${colours.green('fix:')} ${finding.fix}`,
    `  ${colours.dim(finding.sourceUrl)}`,
    '',
  ].join('\n'));
  const total = [
    count(findings, FindingSeverity.ERROR, 'error'), count(findings, FindingSeverity.WARNING, 'warning'), count(findings, FindingSeverity.INFO, 'info'),
  ].join(', ');
  return `${[...blocks, total].join('\n')}\n`;
}
