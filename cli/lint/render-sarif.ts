import * as path from 'node:path';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';
import { type LintFinding } from '../../src/linter/engine/engine';

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
export function renderFindingsAsSarif(findings: readonly LintFinding[]): string {
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
        locations: [makeLocation(finding)],
      })),
    }],
  }, undefined, 2)}\n`;
}

function makeLocation({ templatePath, constructPath, logicalId, location }: LintFinding) {
  const subject = constructPath ?? logicalId;
  return {
    physicalLocation: { artifactLocation: { uri: toRelativeUri(templatePath) }, region: { startLine: 1 } },
    logicalLocations: [{ fullyQualifiedName: location === undefined ? subject : `${subject}/${location}` }],
  };
}

/** Code scanning services expect relative paths. */
function toRelativeUri(file: string): string {
  return path.relative(process.cwd(), path.resolve(file)).split(path.sep).map(encodeURIComponent).join('/');
}
