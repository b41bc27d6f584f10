import { FindingSeverity } from '../../src/diagnostics/finding';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';
import { type LintFinding } from '../../src/linter/engine/engine';
import { toRelativePath } from './known-findings';
import { type LintReport } from './report';
import { type TextPosition } from './text-positions';

const LEVELS: Record<FindingSeverity, string> = {
  [FindingSeverity.ERROR]: 'error',
  [FindingSeverity.WARNING]: 'warning',
  [FindingSeverity.INFO]: 'note',
};
const HELP = 'https://github.com/cdk-s3-mrap/cdk-s3-mrap/blob/main/docs/rules.md';

/**
 * Renders findings as SARIF, the format of code scanning services.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderFindingsAsSarif({ findings, positionOf }: LintReport): string {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
  const rules = DIAGNOSTICS.filter(({ id }) => ids.includes(id)).map(({ id, title, why, severity }) => ({
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    helpUri: `${HELP}#${id.toLowerCase()}`,
    defaultConfiguration: { level: LEVELS[severity] },
  }));
  return `${JSON.stringify({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-s3-mrap', informationUri: HELP, rules } },
      results: findings.map((finding) => ({
        ruleId: finding.ruleId,
        ruleIndex: rules.findIndex(({ id }) => id === finding.ruleId),
        level: LEVELS[finding.severity],
        message: { text: `${finding.message}; ${finding.fix}` },
        locations: [makeLocation(finding, positionOf(finding))],
      })),
    }],
  }, undefined, 2)}\n`;
}

function makeLocation({ templatePath, constructPath, logicalId, location }: LintFinding, position: TextPosition) {
  const subject = constructPath ?? logicalId;
  const physicalLocation = {
    artifactLocation: { uri: toRelativePath(templatePath).split('/').map(encodeURIComponent).join('/') },
    region: { startLine: position.line, startColumn: position.column },
  };
  // A finding about a whole file concerns no resource.
  if (subject === '') return { physicalLocation };
  const name = location === undefined ? subject : `${subject}/${location}`;
  return { physicalLocation, logicalLocations: [{ fullyQualifiedName: name }] };
}
