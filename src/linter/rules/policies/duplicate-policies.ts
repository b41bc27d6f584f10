import { MRAP514_DUPLICATE_POLICY } from '../../../diagnostics/definitions/policies';
import { groupBy } from '../../../diagnostics/group-by';
import { findAccessPointPolicies } from '../../model/policies';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Access points with more than one policy. */
export const duplicatePoliciesRule: LinterRule = {
  finds: [MRAP514_DUPLICATE_POLICY],
  check: (application) => {
    const unconditional = findAccessPointPolicies(application)
      .filter(({ resource, name }) => name !== undefined && !resource.conditional);
    return [...groupBy(unconditional, ({ resource, name }) => `${resource.account} ${name}`).values()]
      .filter((ofAccessPoint) => ofAccessPoint.length > 1)
      .flatMap((ofAccessPoint) => {
        const paths = ofAccessPoint.map(({ resource }) => resource.path);
        const { resource, name } = ofAccessPoint[ofAccessPoint.length - 1];
        return toLinterRuleMatches(resource, [MRAP514_DUPLICATE_POLICY.create({ accessPoint: name!, paths })]);
      });
  },
};
