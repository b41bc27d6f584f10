import { MRAP308_ROUTES_REMOVED } from '../../../diagnostics/definitions/routes';
import { findRoutesDeclarations, type RoutesDeclaration, type TemplateRoute } from '../../model/routes';
import { type TemplateModel, type TemplateResource } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { makeVersionIndependentResourceName } from './same-resource';

/** Routes that are no longer declared. */
export function findRemovedRoutes(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  return findRoutesDeclarations(before).flatMap((declared) => {
    const target = makeTargetName(declared);
    const next = findRoutesDeclarations(after).filter((entry) => makeTargetName(entry) === target);
    const removed = listRemovedRoutes(declared, next);
    if (next.length > 0 && removed.length === 0) return [];
    const accessPoint = declared.accessPoint?.name ?? target;
    return toLinterRuleMatches(declared.resource, [
      MRAP308_ROUTES_REMOVED.create({ accessPoint, ...(next.length > 0 && { of: removed }) }),
    ]);
  });
}

/** If a table has no default for other members, a member without a route keeps its current route. */
function listRemovedRoutes({ resource, routes }: RoutesDeclaration, next: readonly RoutesDeclaration[]): string[] {
  if (next.some(({ complete, others }) => !complete || others !== undefined)) return [];
  const named = next.flatMap((entry) => entry.routes.map((route) => makeRouteName(entry.resource, route)));
  return routes.map((route) => makeRouteName(resource, route)).filter((name) => !named.includes(name));
}

function makeRouteName(resource: TemplateResource, { bucket, region }: TemplateRoute): string {
  return makeVersionIndependentResourceName(resource, bucket ?? region ?? '');
}

function makeTargetName({ resource, target }: RoutesDeclaration): string {
  return makeVersionIndependentResourceName(resource, target);
}
