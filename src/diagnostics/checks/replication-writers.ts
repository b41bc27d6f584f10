import { MRAP426_DUPLICATE_REPLICATION_WRITER } from '../definitions/replication';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** Who writes the replication of a source bucket. */
export interface ReplicationWriter {
  readonly bucket: string;
  readonly path: string;
}

/** Row C26, over a whole application. */
export function checkReplicationWriters(writers: readonly ReplicationWriter[]): Finding[] {
  return [...groupBy(writers, (writer) => writer.bucket)]
    .filter(([, ofBucket]) => ofBucket.length > 1)
    .map(([bucket, ofBucket]) => MRAP426_DUPLICATE_REPLICATION_WRITER.create({ bucket, paths: ofBucket.map((writer) => writer.path) }));
}
