import { accessDeniedError, invalidRequestError, ServiceError } from '../engine/service-error';
import { type SimulatedCallContext } from '../model/operations';

/** The signer of a request and the Region of the signature. The simulator does not verify signatures. */
export interface RequestSigner {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signedAt?: number;
}

const AUTHORIZATION = new RegExp(
  '^AWS4-HMAC-SHA256\\s+(?:.*[,\\s])?'
  + 'Credential=(?<accessKeyId>[^/,\\s]+)/\\d{8}/(?<region>[a-z0-9-]+)/(?<service>[a-z0-9-]+)/aws4_request(?:,|\\s|$)',
);
const ACCOUNT = /^\d{12}$/;

/** @param expected the service for which the request must be signed */
export function parseSigner(headers: Headers, expected = 's3'): RequestSigner {
  const authorization = headers.get('authorization');
  if (authorization === null) throw accessDeniedError();
  const { accessKeyId, region, service } = AUTHORIZATION.exec(authorization)?.groups ?? {};
  if (accessKeyId === undefined || service !== expected) {
    throw new ServiceError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; expecting a credential scope of service ${expected}`,
    );
  }
  return { accessKeyId, region, signedAt: parseSigningTime(headers) };
}

const SIGNING_TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

function parseSigningTime(headers: Headers): number | undefined {
  const [, year, month, day, hour, minute, second] = SIGNING_TIME.exec(headers.get('x-amz-date') ?? '') ?? [];
  return year === undefined ? undefined : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Parses the caller of an S3 Control request. A header contains the account, and the host name can repeat it. */
export function parseControlContext(headers: Headers): SimulatedCallContext {
  const { accessKeyId, region, signedAt } = parseSigner(headers);
  const accountId = headers.get('x-amz-account-id') ?? '';
  if (!ACCOUNT.test(accountId)) {
    throw invalidRequestError('x-amz-account-id must be an account ID of twelve digits');
  }
  const [label] = (headers.get('host') ?? '').split('.');
  if (ACCOUNT.test(label) && label !== accountId) {
    throw invalidRequestError(`The host names account ${label}, x-amz-account-id names ${accountId}`);
  }
  return { accountId, region, caller: accessKeyId, signedAt };
}
