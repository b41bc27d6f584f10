import { accessDenied, invalidRequest, ServiceError } from '../engine/service-error';
import { type CallContext } from '../model/operations';

/** Who signed, and for which Region. The signature itself is nobody's business here. */
export interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256\s+(?:.*[,\s])?Credential=(?<accessKeyId>[^/,\s]+)\/\d{8}\/(?<region>[a-z0-9-]+)\/s3\/aws4_request(?:,|\s|$)/;
const ACCOUNT = /^\d{12}$/;

export function signerOf(headers: Headers): Signer {
  const authorization = headers.get('authorization');
  if (authorization === null) throw accessDenied();
  const { accessKeyId, region } = AUTHORIZATION.exec(authorization)?.groups ?? {};
  if (accessKeyId === undefined) {
    throw new ServiceError('AuthorizationHeaderMalformed', 'The authorization header is malformed; expecting a credential scope of service s3');
  }
  return { accessKeyId, region };
}

/** The account of an S3 Control request: a header names it, and the host may repeat it. */
export function controlContext(headers: Headers): CallContext {
  const { accessKeyId, region } = signerOf(headers);
  const accountId = headers.get('x-amz-account-id') ?? '';
  if (!ACCOUNT.test(accountId)) {
    throw invalidRequest('x-amz-account-id must be an account ID of twelve digits');
  }
  const [label] = (headers.get('host') ?? '').split('.');
  if (ACCOUNT.test(label) && label !== accountId) {
    throw invalidRequest(`The host names account ${label}, x-amz-account-id names ${accountId}`);
  }
  return { accountId, region, caller: accessKeyId };
}
