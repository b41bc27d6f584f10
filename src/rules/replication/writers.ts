import { MRAP426 } from '../../checks/diagnostics/replication';
import { groupBy } from '../../checks/group-by';
import { type Rule, detect } from '../rule';
import { replications } from '../views/replication';

/** Row C26. */
export const writers: Rule = {
  finds: [MRAP426],
  check: (application) => {
    const written = replications(application).filter(({ resource, sourceName }) => sourceName !== '' && !resource.conditional);
    return [...groupBy(written, ({ sourceName }) => sourceName)].flatMap(([bucket, ofBucket]) => {
      const resources = [...new Set(ofBucket.map(({ resource }) => resource))];
      const findings = resources.length > 1 ? [MRAP426.find({ bucket, paths: resources.map(({ path }) => path) })] : [];
      return detect(resources[resources.length - 1], findings);
    });
  },
};
