import { checkAccount } from '../../../diagnostics/checks/names';
import { MRAP102_DUPLICATE_NAME, MRAP104_TOO_MANY_ACCESS_POINTS } from '../../../diagnostics/definitions/names';
import { groupBy } from '../../../diagnostics/group-by';
import { LIMITS } from '../../../facts/limits';
import { literalText } from '../../evaluation/read';
import { accessPoints } from '../../model/access-points';
import { type Rule, toMatches } from '../rule';

/** Rows N2 and N4: what the access points of one account share. Those under a condition may never exist together. */
export const accounts: Rule = {
  finds: [MRAP102_DUPLICATE_NAME, MRAP104_TOO_MANY_ACCESS_POINTS],
  check: (application) => {
    const declared = accessPoints(application).filter(({ resource }) => !resource.conditional);
    return [...groupBy(declared, ({ account }) => account).values()].flatMap((ofAccount) => {
      const names = ofAccount.map(({ name }) => literalText(name));
      const plain = names.length <= LIMITS.ACCESS_POINTS_PER_ACCOUNT.value && new Set(names).size === names.length;
      if (plain) return [];
      const findings = checkAccount(ofAccount.map(({ account, resource }, index) => ({ name: names[index], account, path: resource.path })));
      return toMatches(ofAccount[ofAccount.length - 1].resource, findings);
    });
  },
};
