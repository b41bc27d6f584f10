import { type IConstruct } from 'constructs';
import { makeServerlessSuppressions, suppressNagFindings } from '../../validation/cdk-nag-suppressions';

/**
 * Suppresses the finding of cdk-nag that a rule of EventBridge has no dead-letter queue.
 *
 * @param reason why the loss of an event that EventBridge could not deliver for 24 hours does not matter
 */
export function suppressDeadLetterQueueFinding(rule: IConstruct, reason: string): void {
  suppressNagFindings(rule, makeServerlessSuppressions(reason, ['EventBusDLQ']));
}
