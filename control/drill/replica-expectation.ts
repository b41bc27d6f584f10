import { showFailure, toFailure } from '../failure';
import { readRuleSelection, selectsKey } from '../replication-filter';
import { readRulesOfEdge } from './rules-of-edge';
import { type DrillCheckOutcomeWithDetail, type DrillContext, type CanaryEdge } from './run-check';

/** Whether the live rules of an edge replicate an object without tags, or the result of a check that cannot tell. */
export type ReplicaExpectation = 'certain' | 'uncertain' | DrillCheckOutcomeWithDetail;

export function isReplicaExpected(expectation: ReplicaExpectation): expectation is 'certain' | 'uncertain' {
  return expectation === 'certain' || expectation === 'uncertain';
}

/** Reads whether S3 should replicate a new object without tags. An edge without a rule should have one. */
export async function readReplicaExpectation(
  context: DrillContext, edge: CanaryEdge, key: string,
): Promise<ReplicaExpectation> {
  try {
    const selections = (await readRulesOfEdge(context, edge)).map(readRuleSelection);
    if (selections.some(({ unknownElements }) => unknownElements.length > 0)) return 'uncertain';
    const isSelected = selections.some((selection) => !selection.requiresTags && selectsKey(selection, key));
    if (selections.length === 0 || isSelected) return 'certain';
    return ['skipped', `the rules do not select ${key}; choose the key prefix of canaries accordingly`];
  } catch (error) {
    return ['unknown', `could not read the rules: ${showFailure(toFailure(error))}`];
  }
}
