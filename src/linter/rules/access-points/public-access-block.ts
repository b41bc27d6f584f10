import { MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK } from '../../../diagnostics/definitions/policies';
import { asFlag } from '../../evaluation/read';
import { findAccessPoints } from '../../model/access-points';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Public access blocks that are not complete. */
export const publicAccessBlockRule: LinterRule = {
  finds: [MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK],
  check: (application) => findAccessPoints(application).flatMap(({ resource, publicAccessBlock: block }) => {
    const flags = Object.entries(block).filter(([, value]) => asFlag(value) === false).map(([name]) => name);
    const findings = flags.length === 0 ? [] : [MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK.create({ flags })];
    return toLinterRuleMatches(resource, findings, 'Properties/PublicAccessBlockConfiguration');
  }),
};
