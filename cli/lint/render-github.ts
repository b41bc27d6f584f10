import { FindingSeverity } from '../../src/diagnostics/finding';
import { type LintFinding } from '../../src/linter/engine/engine';
import { escapeControlCharacters } from '../escape-controls';
import { toRelativePath } from './known-findings';
import { type LintReport } from './report';

const COMMANDS: Record<FindingSeverity, string> = {
  [FindingSeverity.ERROR]: 'error',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.INFO]: 'notice',
};

/**
 * Renders findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderFindingsForGitHub({ findings, positionOf }: LintReport): string {
  return findings.map((finding) => `${renderCommand(finding, positionOf(finding))}\n`).join('');
}

function renderCommand(
  { severity, ruleId, message, fix, templatePath }: LintFinding, { line, column }: { line: number; column: number },
): string {
  const properties = [
    `file=${escapeProperty(toRelativePath(templatePath))}`, `line=${line}`, `col=${column}`, `title=${ruleId}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(`${message}; ${fix}`)}`;
}

function escapeData(text: string): string {
  return escapeControlCharacters(text).replace(/%/g, '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
