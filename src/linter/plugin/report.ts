import { type PolicyValidationPluginReport, type PolicyViolation } from 'aws-cdk-lib/core';
import { selectErrors } from '../../diagnostics/finding';
import { type LintFinding } from '../engine/engine';

/** Converts findings to the report of aws-cdk-lib. Only errors make it fail. */
export function makePluginReport(
  findings: readonly LintFinding[],
  topLevelTemplates: readonly string[],
): PolicyValidationPluginReport {
  return {
    success: selectErrors(findings).length === 0,
    violations: findings.map((finding) => makeViolation(finding, topLevelTemplates.includes(finding.templatePath))),
  };
}

/** aws-cdk-lib finds the construct of a logical id, except in nested stacks. */
function makeViolation(finding: LintFinding, topLevel: boolean): PolicyViolation {
  const { constructPath, logicalId, templatePath, location = 'Properties' } = finding;
  return {
    ruleName: finding.ruleId,
    description: finding.message,
    fix: finding.fix,
    severity: finding.severity.toLowerCase(),
    ruleMetadata: { source: finding.sourceUrl },
    violatingResources: [{
      ...(topLevel || constructPath === undefined ? { resourceLogicalId: logicalId, templatePath } : { constructPath }),
      locations: [location],
    }],
  };
}
