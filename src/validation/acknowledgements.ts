import { Validations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type Acknowledgement, isAcknowledged } from '../diagnostics/acknowledgement';

/** The acknowledgements that the metadata of a construct contains. */
export function readAcknowledgements(construct: IConstruct): Acknowledgement[] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object).map((id) => ({ constructPath: construct.node.path, id })));
}

/** Returns whether the construct, or one above it, acknowledges a rule. */
export function isAcknowledgedAt(construct: IConstruct, ruleId: string): boolean {
  return isAcknowledged(
    { ruleId, constructPath: construct.node.path },
    construct.node.scopes.flatMap(readAcknowledgements),
  );
}
