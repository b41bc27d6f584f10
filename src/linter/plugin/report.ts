import { type PolicyValidationPluginReport, type PolicyViolation } from 'aws-cdk-lib/core';
import { onlyErrors } from '../../diagnostics/finding';
import { type LintFinding } from '../engine/engine';

/** Findings as aws-cdk-lib shows them. Only errors stop a synthesis. */
export function reportOf(findings: readonly LintFinding[], topLevelTemplates: readonly string[]): PolicyValidationPluginReport {
  return {
    success: onlyErrors(findings).length === 0,
    violations: findings.map((finding) => violationOf(finding, topLevelTemplates.includes(finding.templatePath))),
  };
}

/** aws-cdk-lib finds a construct by its logical id, except in nested stacks. */
function violationOf(finding: LintFinding, topLevel: boolean): PolicyViolation {
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
