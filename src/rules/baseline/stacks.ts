import { MRAP854 } from '../../checks/diagnostics/baseline';
import { type Application } from '../application';
import { type Detection, detect } from '../rule';
import { accessPointsOver } from '../views/access-points';
import { type Bucket, buckets } from '../views/buckets';
import { isReplicated } from '../views/replication';

/** Row L4: a stack that leaves the application is not destroyed. Nested stacks go with their parents. */
export function orphanedStacks(before: Application, after: Application): Detection[] {
  const kept = after.allStacks.map(({ stackName }) => stackName);
  return before.allStacks.filter(({ stackName, parent }) => parent === undefined && !kept.includes(stackName)).flatMap((stack) => {
    const left = buckets(before).filter((bucket) => bucket.resource.stack === stack && isOfUse(before, bucket));
    return left.length === 0 ? [] : detect(left[0].resource, [MRAP854.find({
      stack: stack.stackName, region: stack.region ?? 'an unknown region', buckets: left.map(({ name }) => name),
    })]);
  });
}

function isOfUse(application: Application, bucket: Bucket): boolean {
  return isReplicated(application, bucket) || accessPointsOver(application, bucket).length > 0;
}
