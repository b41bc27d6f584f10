import { checkRoutesManagers } from '../../../diagnostics/checks/routes';
import { MRAP307_DUPLICATE_ROUTES_MANAGER } from '../../../diagnostics/definitions/routes';
import { groupBy } from '../../../diagnostics/group-by';
import { findRoutesDeclarations } from '../../model/routes';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Access points whose routes more than one resource writes. A resource that writes in several phases is one writer. */
export const duplicateRoutesWritersRule: LinterRule = {
  finds: [MRAP307_DUPLICATE_ROUTES_MANAGER],
  check: (application) => {
    const unconditional = findRoutesDeclarations(application).filter(
      ({ resource, target }) => target !== '' && !resource.conditional,
    );
    return [...groupBy(unconditional, ({ target }) => target)].flatMap(([accessPoint, ofAccessPoint]) => {
      const resources = [...new Set(ofAccessPoint.map(({ resource }) => resource))];
      // The construct paths of resources are needed for findings only.
      if (resources.length < 2) return [];
      return toLinterRuleMatches(
        resources[resources.length - 1],
        checkRoutesManagers(resources.map(({ path }) => ({ accessPoint, path }))),
      );
    });
  },
};
