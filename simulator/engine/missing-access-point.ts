import { type AsyncOperationName, type AsyncRequestParameters } from '../model/control';
import { type AsyncOperationOutput, type SimulatedCall } from '../model/operations';
import { accessPointArn } from './access-point';
import { beginAsyncOperation } from './async-operation';
import { noSuchAccessPointError } from './service-error';
import { type SimulatorState } from './simulator-state';

/** Refuses the mutation of an access point that does not exist, or accepts an operation that fails. */
export function handleMissingAccessPoint(
  state: SimulatorState, call: SimulatedCall<AsyncOperationName>, name: string, parameters: AsyncRequestParameters,
): AsyncOperationOutput {
  const { code, message } = noSuchAccessPointError();
  if (state.settings.missingAccessPoint === 'synchronous') throw noSuchAccessPointError();
  const resource = accessPointArn(call.accountId, '*');
  return beginAsyncOperation(state, call, { name, parameters, regions: [], resource, failure: { code, message } });
}
