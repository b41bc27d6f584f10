import { checkRoutesManagers } from '../../../diagnostics/checks/routes';
import { MRAP307_DUPLICATE_ROUTES_MANAGER } from '../../../diagnostics/definitions/routes';
import { groupBy } from '../../../diagnostics/group-by';
import { routesDeclarations } from '../../model/routes';
import { type Rule, toMatches } from '../rule';

/** Row R7. One resource that writes in several phases is one manager. */
export const routesManagers: Rule = {
  finds: [MRAP307_DUPLICATE_ROUTES_MANAGER],
  check: (application) => {
    const declared = routesDeclarations(application).filter(({ resource, target }) => target !== '' && !resource.conditional);
    return [...groupBy(declared, ({ target }) => target).values()].flatMap((ofAccessPoint) => {
      const resources = [...new Set(ofAccessPoint.map(({ resource }) => resource))];
      if (resources.length < 2) return [];
      const findings = checkRoutesManagers(resources.map((resource) => ({ accessPoint: ofAccessPoint[0].target, path: resource.path })));
      return toMatches(resources[resources.length - 1], findings);
    });
  },
};
