import { checkReplicationWriters } from '../../../diagnostics/checks/replication-writers';
import { MRAP426_DUPLICATE_REPLICATION_WRITER } from '../../../diagnostics/definitions/replication';
import { groupBy } from '../../../diagnostics/group-by';
import { findReplications } from '../../model/replication';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Buckets whose replication more than one resource writes. A resource that writes in several phases is one writer. */
export const duplicateReplicationWritersRule: LinterRule = {
  finds: [MRAP426_DUPLICATE_REPLICATION_WRITER],
  check: (application) => {
    const unconditional = findReplications(application).filter(
      ({ resource, sourceName }) => sourceName !== '' && !resource.conditional,
    );
    return [...groupBy(unconditional, ({ sourceName }) => sourceName)].flatMap(([bucket, ofBucket]) => {
      const writers = [...new Map(ofBucket.map((replication) => [replication.resource, replication])).values()];
      // The construct paths of resources are needed for findings only.
      if (writers.length < 2) return [];
      return toLinterRuleMatches(
        writers[writers.length - 1].resource,
        checkReplicationWriters(writers.map(({ resource, isBucketProperty }) =>
          ({ bucket, path: resource.path, isBucketProperty }))),
      );
    });
  },
};
