import { MRAP307 } from '../../checks/diagnostics/routes';
import { groupBy } from '../../checks/group-by';
import { checkRoutesManagers } from '../../checks/routes';
import { type Rule, detect } from '../rule';
import { routesDeclarations } from '../views/routes';

/** Row R7. One resource that writes in several phases is one manager. */
export const routesManagers: Rule = {
  finds: [MRAP307],
  check: (application) => {
    const declared = routesDeclarations(application).filter(({ resource, target }) => target !== '' && !resource.conditional);
    return [...groupBy(declared, ({ target }) => target).values()].flatMap((ofAccessPoint) => {
      const resources = [...new Set(ofAccessPoint.map(({ resource }) => resource))];
      if (resources.length < 2) return [];
      const findings = checkRoutesManagers(resources.map((resource) => ({ accessPoint: ofAccessPoint[0].target, path: resource.path })));
      return detect(resources[resources.length - 1], findings);
    });
  },
};
