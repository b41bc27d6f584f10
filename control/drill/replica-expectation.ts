import { type BucketLocation } from '../backlog';
import { showFailure, toFailure } from '../failure';
import { type ReplicationRule } from '../replication';
import { readRuleSelection, selectsKey } from '../replication-filter';
import { readEnabledRules, readRulesOfEdge } from './rules-of-edge';
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

/**
 * Returns the result of a canary that the drill must not write, because a rule copies it to a bucket that is no member,
 * such as a vault. The drill cannot delete it there.
 */
export async function findCopyObstacle(
  context: DrillContext, source: BucketLocation, key: string,
): Promise<DrillCheckOutcomeWithDetail | undefined> {
  const memberArns = context.members.map(({ bucket }) => `arn:aws:s3:::${bucket}`);
  const isMember = ({ Destination: destination }: ReplicationRule) => memberArns.includes(destination?.Bucket ?? '');
  try {
    const copying = (await readEnabledRules(context, source)).filter((rule) => {
      const selection = readRuleSelection(rule);
      return !isMember(rule) && !selection.requiresTags && selectsKey(selection, key);
    });
    if (copying.length === 0) return undefined;
    const buckets = copying.map(({ Destination: destination }) => destination?.Bucket?.replace(/^arn:aws:s3:::/, ''));
    return ['skipped', `wrote no canary: rules copy it to ${buckets.join(', ')}, which is no member, so that the drill `
      + 'could not delete it; exclude the key prefix of canaries from these rules'];
  } catch {
    // The expectation of each edge reports that the rules could not be read.
    return undefined;
  }
}
