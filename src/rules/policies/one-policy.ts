import { MRAP514 } from '../../checks/diagnostics/policies';
import { groupBy } from '../../checks/group-by';
import { type Rule, detect } from '../rule';
import { accessPointPolicies } from '../views/documents';

/** Row P14. */
export const onePolicy: Rule = {
  finds: [MRAP514],
  check: (application) => {
    const placed = accessPointPolicies(application).filter(({ resource, name }) => name !== undefined && !resource.conditional);
    return [...groupBy(placed, ({ resource, name }) => `${resource.account} ${name}`).values()].filter((ofOne) => ofOne.length > 1).flatMap((ofOne) =>
      detect(ofOne[ofOne.length - 1].resource, [MRAP514.find({ accessPoint: ofOne[0].name!, paths: ofOne.map(({ resource }) => resource.path) })]));
  },
};
