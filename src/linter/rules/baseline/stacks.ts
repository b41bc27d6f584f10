import { MRAP854_STACK_WITH_MEMBERS_REMOVED } from '../../../diagnostics/definitions/baseline';
import { findAccessPointsWithMember } from '../../model/access-points';
import { findBuckets, type TemplateBucket } from '../../model/buckets';
import { isReplicatedBucket } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';

/** Stacks that are no longer in the application. The CDK does not delete them. A nested stack belongs to its parent. */
export function findRemovedStacks(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  const kept = after.allStacks.map(({ stackName }) => stackName);
  const removed = before.allStacks.filter(({ stackName, parent }) => parent === undefined && !kept.includes(stackName));
  return removed.flatMap((stack) => {
    const left = findBuckets(before).filter(
      (bucket) => bucket.resource.stack === stack && isMemberOrReplicated(before, bucket),
    );
    return left.length === 0
      ? []
      : toLinterRuleMatches(left[0].resource, [
        MRAP854_STACK_WITH_MEMBERS_REMOVED.create({
          stack: stack.stackName,
          region: stack.region ?? 'an unknown Region',
          buckets: left.map(({ name }) => name),
        }),
      ]);
  });
}

function isMemberOrReplicated(application: TemplateModel, bucket: TemplateBucket): boolean {
  return isReplicatedBucket(application, bucket) || findAccessPointsWithMember(application, bucket).length > 0;
}
