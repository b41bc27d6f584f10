import { MRAP426_DUPLICATE_REPLICATION_WRITER } from '../definitions/replication';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** A construct or resource that writes the replication configuration of a source bucket. */
export interface ReplicationWriter {
  readonly bucket: string;
  readonly path: string;
  /** Whether the rules are a property of the bucket itself. */
  readonly isBucketProperty?: boolean;
}

/** Reports buckets of an application with more than one writer. */
export function checkReplicationWriters(writers: readonly ReplicationWriter[]): Finding[] {
  return [...groupBy(writers, ({ bucket }) => bucket)]
    .filter(([, ofBucket]) => ofBucket.length > 1)
    .map(([bucket, ofBucket]) =>
      MRAP426_DUPLICATE_REPLICATION_WRITER.create({
        bucket,
        paths: ofBucket.map(({ path }) => path),
        properties: ofBucket.find(({ isBucketProperty }) => isBucketProperty)?.path,
      }),
    );
}
