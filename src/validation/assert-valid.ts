import { Annotations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { onlyErrors, type Finding, FindingSeverity } from '../diagnostics/finding';
import { MrapValidationError } from './mrap-validation-error';

/** Throws one error with everything that cannot work, and notes on the construct what merely should be known. */
export function assertValid(scope: IConstruct, findings: readonly Finding[]): void {
  const errors = onlyErrors(findings);
  if (errors.length > 0) throw new MrapValidationError(errors, scope);
  for (const finding of findings) annotate(scope, finding);
}

/** Notes a warning or an info, to be acknowledged by its id. */
export function annotate(scope: IConstruct, finding: Finding): void {
  const id = `cdk-s3-mrap:${finding.ruleId}`;
  const text = `${finding.message}; ${finding.fix} (${finding.sourceUrl})`;
  if (finding.severity === FindingSeverity.WARNING) Annotations.of(scope).addWarningV2(id, text);
  else Annotations.of(scope).addInfoV2(id, text);
}
