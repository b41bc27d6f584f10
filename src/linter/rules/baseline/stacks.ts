import { MRAP854_STACK_WITH_MEMBERS_REMOVED } from '../../../diagnostics/definitions/baseline';
import { accessPointsOver } from '../../model/access-points';
import { type Bucket, buckets } from '../../model/buckets';
import { isReplicated } from '../../model/replication';
import { type Application } from '../../model/template-model';
import { type RuleMatch, toMatches } from '../rule';

/** Row L4: a stack that leaves the application is not destroyed. Nested stacks go with their parents. */
export function orphanedStacks(before: Application, after: Application): RuleMatch[] {
  const kept = after.allStacks.map(({ stackName }) => stackName);
  return before.allStacks.filter(({ stackName, parent }) => parent === undefined && !kept.includes(stackName)).flatMap((stack) => {
    const left = buckets(before).filter((bucket) => bucket.resource.stack === stack && isOfUse(before, bucket));
    return left.length === 0 ? [] : toMatches(left[0].resource, [MRAP854_STACK_WITH_MEMBERS_REMOVED.create({
      stack: stack.stackName, region: stack.region ?? 'an unknown region', buckets: left.map(({ name }) => name),
    })]);
  });
}

function isOfUse(application: Application, bucket: Bucket): boolean {
  return isReplicated(application, bucket) || accessPointsOver(application, bucket).length > 0;
}
