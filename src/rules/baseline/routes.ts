import { checkRoutesKept } from '../../checks/routes';
import { type Application } from '../application';
import { type Detection, detect } from '../rule';
import { routesDeclarations } from '../views/routes';
import { stableName } from './same-resource';

/** Row R8. */
export function droppedRoutes(before: Application, after: Application): Detection[] {
  const kept = routesDeclarations(after).map(({ resource, target }) => stableName(resource, target));
  return routesDeclarations(before).flatMap(({ resource, target }) => detect(resource, checkRoutesKept([stableName(resource, target)], kept)));
}
