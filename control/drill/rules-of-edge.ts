import { type BucketLocation } from '../backlog';
import { getReplication, type ReplicationRule } from '../replication';
import { type DrillContext, type CanaryEdge } from './run-check';

/** Reads the enabled rules of one member. */
export async function readEnabledRules(
  { aws, accessPoint }: DrillContext, source: BucketLocation,
): Promise<ReplicationRule[]> {
  const live = await getReplication(aws, { ...source, owner: accessPoint.account });
  return (live?.rules ?? []).filter(({ Status }) => Status === 'Enabled');
}

/** Reads the enabled rules from one member to another. */
export async function readRulesOfEdge(
  context: DrillContext, { source, destination }: CanaryEdge,
): Promise<ReplicationRule[]> {
  const rules = await readEnabledRules(context, source);
  return rules.filter(({ Destination }) => Destination?.Bucket === `arn:aws:s3:::${destination.bucket}`);
}

export function describeUnknownElements(ruleIds: string, elements: readonly string[]): string {
  const names = [...new Set(elements)].join(', ');
  return `rule ${ruleIds} contains elements that this version does not know, so it cannot judge the rule: ${names}`;
}
