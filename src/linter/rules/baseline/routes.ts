import { MRAP308_ROUTES_REMOVED } from '../../../diagnostics/definitions/routes';
import { type TemplateRoute, type RoutesDeclaration, routesDeclarations } from '../../model/routes';
import { type Application } from '../../model/template-model';
import { type RuleMatch, toMatches } from '../rule';
import { stableName } from './same-resource';

/** Row R8: the routes of an access point that are no longer declared, or some of them. */
export function droppedRoutes(before: Application, after: Application): RuleMatch[] {
  return routesDeclarations(before).flatMap((declared) => {
    const accessPoint = declared.accessPoint?.name ?? targetOf(declared);
    const next = routesDeclarations(after).filter((entry) => targetOf(entry) === targetOf(declared));
    const lost = lostRoutes(declared, next);
    if (next.length > 0 && lost.length === 0) return [];
    return toMatches(declared.resource, [MRAP308_ROUTES_REMOVED.create({ accessPoint, ...(next.length > 0 && { of: lost }) })]);
  });
}

/** Where nothing is said of the others, a member that is no longer named keeps the route that it has. */
function lostRoutes({ resource, routes }: RoutesDeclaration, next: readonly RoutesDeclaration[]): string[] {
  if (next.some(({ complete, others }) => !complete || others !== undefined)) return [];
  const named = next.flatMap((entry) => entry.routes.map((route) => nameOf(entry, route)));
  return routes.map((route) => nameOf({ resource }, route)).filter((name) => !named.includes(name));
}

function nameOf({ resource }: Pick<RoutesDeclaration, 'resource'>, { bucket, region }: TemplateRoute): string {
  return stableName(resource, bucket ?? region ?? '');
}

function targetOf({ resource, target }: RoutesDeclaration): string {
  return stableName(resource, target);
}
