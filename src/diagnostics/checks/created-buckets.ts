import { MRAP784_BUCKET_NAME_IN_TWO_PLACES } from '../definitions/environments';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** A bucket that an application creates. */
export interface CreatedBucket {
  readonly bucket: string;
  readonly path: string;
}

/** Lists the names of buckets that an application creates more than once. */
export function listDuplicateBuckets(buckets: readonly CreatedBucket[]): Set<string> {
  return new Set(groupDuplicates(buckets).map(([bucket]) => bucket));
}

/** Reports buckets that an application creates more than once, in any account and Region. */
export function checkCreatedBuckets(buckets: readonly CreatedBucket[]): Finding[] {
  return groupDuplicates(buckets).map(([bucket, group]) =>
    MRAP784_BUCKET_NAME_IN_TWO_PLACES.create({ bucket, paths: group.map(({ path }) => path) }));
}

function groupDuplicates(buckets: readonly CreatedBucket[]): [string, CreatedBucket[]][] {
  return [...groupBy(buckets, ({ bucket }) => bucket)].filter(([, group]) => group.length > 1);
}
