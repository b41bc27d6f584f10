import { MRAP501 } from '../../checks/diagnostics/policies';
import { type Rule, detect } from '../rule';
import { flagOf } from '../values/read';
import { accessPoints } from '../views/access-points';

/** Row P1. */
export const publicAccessBlock: Rule = {
  finds: [MRAP501],
  check: (application) => accessPoints(application).flatMap(({ resource, block }) => {
    const flags = Object.entries(block).filter(([, value]) => flagOf(value) === false).map(([name]) => name);
    return detect(resource, flags.length === 0 ? [] : [MRAP501.find({ flags })], 'Properties/PublicAccessBlockConfiguration');
  }),
};
