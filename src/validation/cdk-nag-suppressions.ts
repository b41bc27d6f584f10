import { Validations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** A rule of a cdk-nag pack that something breaks, and why that is right. */
export interface NagSuppression {
  readonly id: string;
  readonly reason: string;
}

const PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** One rule of all packs that have it. */
export function inAllNagPacks(rule: string, reason: string): NagSuppression[] {
  return PACKS.map((pack) => ({ id: `${pack}-${rule}`, reason }));
}

/** Written where Validations.acknowledge() writes, which refuses ids that hold the "::" of an ARN. */
export function suppressNagFindings(scope: IConstruct, findings: readonly NagSuppression[]): void {
  for (const { id, reason } of findings) scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}
