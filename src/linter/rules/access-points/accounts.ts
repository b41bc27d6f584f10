import { checkAccessPointsOfAccount } from '../../../diagnostics/checks/names';
import { MRAP102_DUPLICATE_NAME, MRAP104_TOO_MANY_ACCESS_POINTS } from '../../../diagnostics/definitions/names';
import { groupBy } from '../../../diagnostics/group-by';
import { SERVICE_LIMITS } from '../../../facts/limits';
import { findAccessPoints } from '../../model/access-points';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/**
 * Names and number of the access points of each account. Resources with a condition are omitted, because they may not
 * exist together.
 */
export const accessPointsOfAccountRule: LinterRule = {
  finds: [MRAP102_DUPLICATE_NAME, MRAP104_TOO_MANY_ACCESS_POINTS],
  check: (application) => {
    const unconditional = findAccessPoints(application).filter(({ resource }) => !resource.conditional);
    return [...groupBy(unconditional, ({ account }) => account).values()].flatMap((ofAccount) => {
      // Equal names are equal in every deployment, also if a deployment decides a part of them.
      const names = ofAccount.map(({ name }) => name);
      const isUnique = new Set(names).size === names.length;
      // The construct paths of resources are needed for findings only.
      if (isUnique && names.length <= SERVICE_LIMITS.ACCESS_POINTS_PER_ACCOUNT.value) return [];
      const findings = checkAccessPointsOfAccount(
        ofAccount.map(({ account, resource }, index) => ({ name: names[index], account, path: resource.path })),
      );
      return toLinterRuleMatches(ofAccount[ofAccount.length - 1].resource, findings);
    });
  },
};
