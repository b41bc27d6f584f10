import { Validations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** A finding of cdk-nag, and the reason why it does not apply. */
export interface NagSuppression {
  readonly id: string;
  readonly reason: string;
}

const PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** Makes the suppressions of one rule that several packs contain. */
export function makePackSuppressions(rule: string, reason: string): NagSuppression[] {
  return PACKS.map((pack) => ({ id: `${pack}-${rule}`, reason }));
}

/** Makes the suppressions of rules of the pack for serverless applications. */
export function makeServerlessSuppressions(reason: string, rules: readonly string[]): NagSuppression[] {
  return rules.map((rule) => ({ id: `Serverless-${rule}`, reason }));
}

/**
 * Suppresses findings of cdk-nag on a construct.
 *
 * `Validations.acknowledge()` writes the same metadata, but rejects ids that contain the "::" of an ARN.
 */
export function suppressNagFindings(scope: IConstruct, suppressions: readonly NagSuppression[]): void {
  for (const { id, reason } of suppressions) {
    scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}
