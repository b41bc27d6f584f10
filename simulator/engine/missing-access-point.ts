import { type AsyncOperationName, type RequestParameters } from '../model/control';
import { type Accepted, type Call } from '../model/operations';
import { accessPointArn } from './access-point';
import { begin } from './async-operation';
import { noSuchAccessPoint } from './service-error';
import { type World } from './world';

/** A mutation of what is not there: refused, or accepted and bound to fail. */
export function missingAccessPoint(world: World, call: Call<AsyncOperationName>, name: string, parameters: RequestParameters): Accepted {
  const { code, message } = noSuchAccessPoint();
  if (world.settings.missingAccessPoint === 'synchronous') throw noSuchAccessPoint();
  return begin(world, call, { name, parameters, regions: [], resource: accessPointArn(call.accountId, '*'), failure: { code, message } });
}
