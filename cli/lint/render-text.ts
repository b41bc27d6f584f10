import pc from 'picocolors';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { type LintFinding, type UndecidedRule } from '../../src/linter/engine/engine';
import { escapeControlCharacters } from '../escape-controls';
import { toRelativePath } from './known-findings';
import { type LintReport } from './report';
import { type TextPosition } from './text-positions';

type Colours = ReturnType<typeof pc.createColors>;

function paint(colours: Colours, severity: FindingSeverity, text: string): string {
  switch (severity) {
    case FindingSeverity.ERROR: return colours.red(text);
    case FindingSeverity.WARNING: return colours.yellow(text);
    case FindingSeverity.INFO: return colours.cyan(text);
  }
}

function renderLocation(
  { constructPath, stack, logicalId, location, templatePath }: LintFinding, { line, column }: TextPosition,
): string {
  if (logicalId === '') return templatePath;
  const subject = constructPath ?? `${stack}/${logicalId}`;
  const file = `${shortenPath(templatePath)}:${line}:${column}`;
  return `${subject}${location === undefined ? '' : ` ${location}`} (${file})`;
}

/** Files of many folders have the same name. A path that leaves the current folder is shown as the user wrote it. */
function shortenPath(file: string): string {
  const relative = toRelativePath(file);
  return relative.startsWith('../') ? file : relative;
}

function renderSeverity({ severity, ruleId }: LintFinding): string {
  return `${severity.toLowerCase()} ${ruleId}`;
}

function renderFindingCount(findings: readonly LintFinding[], severity: FindingSeverity, word: string): string {
  return renderCount(findings.filter((finding) => finding.severity === severity).length, word);
}

/** Renders a number with a word in the singular or the plural. */
export function renderCount(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function renderReason({
  ruleId = 'all rules', constructPath, stack, logicalId, location, templatePath, reason,
}: UndecidedRule): string {
  const subject = logicalId === '' ? templatePath : constructPath ?? `${stack}/${logicalId}`;
  return `${ruleId} ${subject}${location === undefined ? '' : ` ${location}`}: ${reason}`;
}

/** The fixes of findings say "acknowledge", which a CDK application does in its code. */
const HOW_TO_ACKNOWLEDGE = 'To acknowledge warnings and infos, pass their ids: --ignore MRAP205,MRAP424';

/** Renders findings as text for a terminal. */
export function renderFindingsAsText({ findings, positionOf, undecided = [], summary }: LintReport, { colour }: {
  readonly colour: boolean;
}): string {
  const colours = pc.createColors(colour);
  const blocks = findings.map((finding) => [
    `${paint(colours, finding.severity, renderSeverity(finding))} `
      + `${colours.bold(escapeControlCharacters(renderLocation(finding, positionOf(finding))))}`,
    `  ${escapeControlCharacters(finding.message)}`,
    `  ${colours.green('fix:')} ${escapeControlCharacters(finding.fix)}`,
    `  ${colours.dim(finding.sourceUrl)}`,
    '',
  ].join('\n'));
  const total = [
    renderFindingCount(findings, FindingSeverity.ERROR, 'error'),
    renderFindingCount(findings, FindingSeverity.WARNING, 'warning'),
    renderFindingCount(findings, FindingSeverity.INFO, 'info'),
  ].join(', ');
  const extent = `${renderCount(summary.templates, 'template')} with ${renderCount(summary.resources, 'resource')}`;
  const skipped = summary.skipped === 0 ? '' : `; ${renderCount(summary.skipped, 'file')} without a template skipped`;
  const canAcknowledge = findings.some(({ severity }) => severity !== FindingSeverity.ERROR);
  const hint = canAcknowledge ? [HOW_TO_ACKNOWLEDGE] : [];
  const reasons = undecided.map((entry) => `not decidable: ${escapeControlCharacters(renderReason(entry))}`);
  const open = summary.undecided === 0 ? '' : `; not decidable: ${summary.undecided}`;
  const lines = [...blocks, ...reasons, `${total} in ${extent}${skipped}${open}`, ...hint];
  return `${lines.join('\n')}\n`;
}
