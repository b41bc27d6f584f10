import * as path from 'node:path';
import pc from 'picocolors';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { type LintFinding } from '../../src/linter/engine/engine';
import { escapeControlCharacters } from '../escape-controls';

type Colours = ReturnType<typeof pc.createColors>;

function paint(colours: Colours, severity: FindingSeverity, text: string): string {
  switch (severity) {
    case FindingSeverity.ERROR: return colours.red(text);
    case FindingSeverity.WARNING: return colours.yellow(text);
    case FindingSeverity.INFO: return colours.cyan(text);
  }
}

function renderLocation({ constructPath, stack, logicalId, location, templatePath }: LintFinding): string {
  const subject = constructPath ?? `${stack}/${logicalId}`;
  return `${subject}${location === undefined ? '' : ` ${location}`} (${path.basename(templatePath)})`;
}

function renderSeverity({ severity, ruleId }: LintFinding): string {
  return `${severity.toLowerCase()} ${ruleId}`;
}

function renderCount(findings: readonly LintFinding[], severity: FindingSeverity, word: string): string {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** The fixes of findings say "acknowledge", which a CDK application does in its code. */
const HOW_TO_ACKNOWLEDGE = 'To acknowledge warnings and infos, pass their ids: --ignore MRAP205,MRAP424';

/** Renders findings as text for a terminal. */
export function renderFindingsAsText(findings: readonly LintFinding[], { colour }: {
  readonly colour: boolean;
}): string {
  const colours = pc.createColors(colour);
  const blocks = findings.map((finding) => [
    `${paint(colours, finding.severity, renderSeverity(finding))} `
      + `${colours.bold(escapeControlCharacters(renderLocation(finding)))}`,
    `  ${escapeControlCharacters(finding.message)}`,
    `  ${colours.green('fix:')} ${escapeControlCharacters(finding.fix)}`,
    `  ${colours.dim(finding.sourceUrl)}`,
    '',
  ].join('\n'));
  const total = [
    renderCount(findings, FindingSeverity.ERROR, 'error'),
    renderCount(findings, FindingSeverity.WARNING, 'warning'),
    renderCount(findings, FindingSeverity.INFO, 'info'),
  ].join(', ');
  const canAcknowledge = findings.some(({ severity }) => severity !== FindingSeverity.ERROR);
  const hint = canAcknowledge ? [HOW_TO_ACKNOWLEDGE] : [];
  return `${[...blocks, total, ...hint].join('\n')}\n`;
}
