import { isDeepStrictEqual } from 'node:util';
import { type AsyncOperationName, type RequestParameters } from '../model/control';
import { type AsyncOperationOutput, type Call } from '../model/operations';
import { type Settings } from '../settings';
import { type Account } from './account';
import { invalidRequest, requireParameter, ServiceError } from './service-error';

const CLIENT_TOKEN = /^\S{1,64}$/;

function parseClientToken(call: Call<AsyncOperationName>): string {
  const token = requireParameter(call.input.ClientToken, 'ClientToken');
  if (!CLIENT_TOKEN.test(token)) {
    throw invalidRequest('ClientToken must be 1 to 64 characters without white space');
  }
  return token;
}

/** Finds the operation that an earlier, identical request with the same token began. */
export function findReplayedOperation(
  account: Account, call: Call<AsyncOperationName>, parameters: RequestParameters, settings: Settings,
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
  account: Account,
  call: Call<AsyncOperationName>,
  parameters: RequestParameters,
  tokenArn: string,
): void {
  account.clientTokens.set(parseClientToken(call), { parameters, tokenArn, at: call.at });
}
