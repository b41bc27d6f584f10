import { MRAP101, MRAP107, MRAP108 } from '../../checks/diagnostics/names';
import { checkName, checkPartition } from '../../checks/names';
import { partitionOfRegion } from '../../facts/partitions';
import { type Rule, detect } from '../rule';
import { knownText } from '../values/read';
import { accessPoints } from '../views/access-points';

/** Rows N1, N7 and N8. */
export const names: Rule = {
  finds: [MRAP101, MRAP107, MRAP108],
  check: (application) => accessPoints(application).flatMap(({ resource, name, ours }) => {
    const known = knownText(name);
    return [
      ...detect(resource, known === undefined ? [] : checkName(known), 'Properties/Name'),
      ...detect(resource, resource.region === undefined ? [] : checkPartition(partitionOfRegion(resource.region))),
      ...detect(resource, name === undefined && !ours ? [MRAP108.find({})] : [], 'Properties/Name'),
    ];
  }),
};
