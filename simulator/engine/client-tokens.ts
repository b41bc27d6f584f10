import { isDeepStrictEqual } from 'node:util';
import { type AsyncOperationName, type AsyncRequestParameters } from '../model/control';
import { type AsyncOperationOutput, type SimulatedCall } from '../model/operations';
import { type SimulatorSettings } from '../settings';
import { type AccountState } from './account';
import { invalidRequestError, requireParameter, ServiceError } from './service-error';

const CLIENT_TOKEN = /^\S{1,64}$/;

function parseClientToken(call: SimulatedCall<AsyncOperationName>): string {
  const token = requireParameter(call.input.ClientToken, 'ClientToken');
  if (!CLIENT_TOKEN.test(token)) {
    throw invalidRequestError('ClientToken must be 1 to 64 characters without white space');
  }
  return token;
}

/** Finds the operation that an earlier, identical request with the same token began. */
export function findReplayedOperation(
  account: AccountState, call: SimulatedCall<AsyncOperationName>, parameters: AsyncRequestParameters,
  settings: SimulatorSettings,
): AsyncOperationOutput | undefined {
  const token = parseClientToken(call);
  const use = account.clientTokens.get(token);
  if (use === undefined || call.at - use.at > settings.clientTokenRetentionMs) {
    return undefined;
  }
  if (!isDeepStrictEqual(use.parameters, parameters)) {
    throw new ServiceError(
      'ClientTokenConflict', 'Your Multi-Region Access Point client token conflicts with a different request');
  }
  return { RequestTokenARN: use.tokenArn };
}

export function rememberClientToken(
  account: AccountState,
  call: SimulatedCall<AsyncOperationName>,
  parameters: AsyncRequestParameters,
  tokenArn: string,
): void {
  account.clientTokens.set(parseClientToken(call), { parameters, tokenArn, at: call.at });
}
