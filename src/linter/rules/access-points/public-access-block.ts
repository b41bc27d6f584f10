import { MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK } from '../../../diagnostics/definitions/policies';
import { asFlag } from '../../evaluation/read';
import { accessPoints } from '../../model/access-points';
import { type Rule, toMatches } from '../rule';

/** Row P1. */
export const publicAccessBlock: Rule = {
  finds: [MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK],
  check: (application) => accessPoints(application).flatMap(({ resource, block }) => {
    const flags = Object.entries(block).filter(([, value]) => asFlag(value) === false).map(([name]) => name);
    return toMatches(resource, flags.length === 0 ? [] : [MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK.create({ flags })], 'Properties/PublicAccessBlockConfiguration');
  }),
};
