import { MRAP426_DUPLICATE_REPLICATION_WRITER } from '../../../diagnostics/definitions/replication';
import { groupBy } from '../../../diagnostics/group-by';
import { replications } from '../../model/replication';
import { type Rule, toMatches } from '../rule';

/** Row C26. */
export const writers: Rule = {
  finds: [MRAP426_DUPLICATE_REPLICATION_WRITER],
  check: (application) => {
    const written = replications(application).filter(({ resource, sourceName }) => sourceName !== '' && !resource.conditional);
    return [...groupBy(written, ({ sourceName }) => sourceName)].flatMap(([bucket, ofBucket]) => {
      const resources = [...new Set(ofBucket.map(({ resource }) => resource))];
      const findings = resources.length > 1 ? [MRAP426_DUPLICATE_REPLICATION_WRITER.create({ bucket, paths: resources.map(({ path }) => path) })] : [];
      return toMatches(resources[resources.length - 1], findings);
    });
  },
};
