import { MRAP102, MRAP104 } from '../../checks/diagnostics/names';
import { groupBy } from '../../checks/group-by';
import { checkAccount } from '../../checks/names';
import { LIMITS } from '../../facts/limits';
import { type Rule, detect } from '../rule';
import { knownText } from '../values/read';
import { accessPoints } from '../views/access-points';

/** Rows N2 and N4: what the access points of one account share. Those under a condition may never exist together. */
export const accounts: Rule = {
  finds: [MRAP102, MRAP104],
  check: (application) => {
    const declared = accessPoints(application).filter(({ resource }) => !resource.conditional);
    return [...groupBy(declared, ({ account }) => account).values()].flatMap((ofAccount) => {
      const names = ofAccount.map(({ name }) => knownText(name));
      const plain = names.length <= LIMITS.ACCESS_POINTS_PER_ACCOUNT.value && new Set(names).size === names.length;
      if (plain) return [];
      const findings = checkAccount(ofAccount.map(({ account, resource }, index) => ({ name: names[index], account, path: resource.path })));
      return detect(ofAccount[ofAccount.length - 1].resource, findings);
    });
  },
};
