import { MRAP514_DUPLICATE_POLICY } from '../../../diagnostics/definitions/policies';
import { groupBy } from '../../../diagnostics/group-by';
import { accessPointPolicies } from '../../model/documents';
import { type Rule, toMatches } from '../rule';

/** Row P14. */
export const onePolicy: Rule = {
  finds: [MRAP514_DUPLICATE_POLICY],
  check: (application) => {
    const placed = accessPointPolicies(application).filter(({ resource, name }) => name !== undefined && !resource.conditional);
    return [...groupBy(placed, ({ resource, name }) => `${resource.account} ${name}`).values()].filter((ofOne) => ofOne.length > 1).flatMap((ofOne) =>
      toMatches(ofOne[ofOne.length - 1].resource, [MRAP514_DUPLICATE_POLICY.create({ accessPoint: ofOne[0].name!, paths: ofOne.map(({ resource }) => resource.path) })]));
  },
};
