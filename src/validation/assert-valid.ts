import { Annotations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { makeAcknowledgementId } from '../diagnostics/acknowledgement';
import { selectErrors, type Finding, FindingSeverity } from '../diagnostics/finding';
import { isAcknowledgedAt } from './acknowledgements';
import { recordReportedRule } from './annotations';
import { MrapValidationError } from './mrap-validation-error';
import { containsPendingLookup } from './tokens';

/**
 * Throws one error that contains all errors among the findings. Without errors, adds the findings to the construct as
 * annotations.
 *
 * An error about the value of a lookup that is not known yet has no effect. The CDK CLI looks the value up only if this
 * synthesis does not fail, and then synthesizes the application again; see ADR 0064.
 */
export function assertNoErrorsAndAnnotateFindings(scope: IConstruct, all: readonly Finding[]): void {
  const findings = all.filter(({ message }) => !containsPendingLookup(message));
  const errors = selectErrors(findings);
  if (errors.length > 0) throw new MrapValidationError(errors, scope);
  for (const finding of findings) addFindingAnnotation(scope, finding);
}

/** Adds the warnings among the findings to a construct as annotations, and returns the errors. */
export function annotateWarnings(scope: IConstruct, findings: readonly Finding[]): Finding[] {
  const errors = selectErrors(findings);
  for (const finding of findings) if (!errors.includes(finding)) addFindingAnnotation(scope, finding);
  return errors;
}

/** Adds a finding to a construct, unless the construct or one above it acknowledges the rule. */
export function addFindingAnnotation(scope: IConstruct, { ruleId, severity, message, fix, sourceUrl }: Finding): void {
  recordReportedRule(scope, ruleId);
  if (isAcknowledgedAt(scope, ruleId)) return;
  const id = makeAcknowledgementId(ruleId);
  const text = `${message}; ${fix} (${sourceUrl})`;
  if (severity === FindingSeverity.ERROR) Annotations.of(scope).addError(`[${ruleId}] ${text}`);
  else if (severity === FindingSeverity.WARNING) Annotations.of(scope).addWarningV2(id, text);
  else Annotations.of(scope).addInfoV2(id, text);
}
