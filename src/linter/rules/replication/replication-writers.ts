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
      const resources = [...new Set(ofBucket.map(({ resource }) => resource))];
      // The construct paths of resources are needed for findings only.
      if (resources.length < 2) return [];
      return toLinterRuleMatches(
        resources[resources.length - 1],
        checkReplicationWriters(resources.map(({ path }) => ({ bucket, path }))),
      );
    });
  },
};
