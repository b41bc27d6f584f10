import { MRAP784_BUCKET_NAME_IN_TWO_PLACES } from '../definitions/environments';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** A bucket that an application creates. */
export interface CreatedBucket {
  readonly bucket: string;
  /** The path of the construct that creates buckets. */
  readonly path: string;
}

/** Lists the names of buckets that an application creates more than once. */
export function listDuplicateBuckets(buckets: readonly CreatedBucket[]): Set<string> {
  return new Set(groupDuplicates(buckets).map(([bucket]) => bucket));
}

/** Reports constructs that create buckets of the same names, in any account and Region: once for all their buckets. */
export function checkCreatedBuckets(buckets: readonly CreatedBucket[]): Finding[] {
  const duplicates = groupDuplicates(buckets)
    .map(([bucket, group]) => ({ bucket, paths: group.map(({ path }) => path) }));
  return [...groupBy(duplicates, ({ paths }) => JSON.stringify(paths)).values()].map((ofConstructs) =>
    MRAP784_BUCKET_NAME_IN_TWO_PLACES.create({
      buckets: ofConstructs.map(({ bucket }) => bucket), paths: ofConstructs[0].paths,
    }));
}

function groupDuplicates(buckets: readonly CreatedBucket[]): [string, CreatedBucket[]][] {
  return [...groupBy(buckets, ({ bucket }) => bucket)].filter(([, group]) => group.length > 1);
}
