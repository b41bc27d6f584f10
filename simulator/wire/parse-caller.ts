import { accessDeniedError, invalidRequestError, ServiceError } from '../engine/service-error';
import { type SimulatedCallContext } from '../model/operations';

/** The signer of a request and the Region of the signature. The simulator does not verify signatures. */
export interface RequestSigner {
  readonly accessKeyId: string;
  readonly region: string;
}

const CREDENTIAL = '(?<accessKeyId>[^/,\\s]+)/\\d{8}/(?<region>[a-z0-9-]+)/s3/aws4_request';
const AUTHORIZATION = new RegExp(`^AWS4-HMAC-SHA256\\s+(?:.*[,\\s])?Credential=${CREDENTIAL}(?:,|\\s|$)`);
const ACCOUNT = /^\d{12}$/;

export function parseSigner(headers: Headers): RequestSigner {
  const authorization = headers.get('authorization');
  if (authorization === null) throw accessDeniedError();
  const { accessKeyId, region } = AUTHORIZATION.exec(authorization)?.groups ?? {};
  if (accessKeyId === undefined) {
    throw new ServiceError(
      'AuthorizationHeaderMalformed',
      'The authorization header is malformed; expecting a credential scope of service s3',
    );
  }
  return { accessKeyId, region };
}

/** Parses the caller of an S3 Control request. A header contains the account, and the host name can repeat it. */
export function parseControlContext(headers: Headers): SimulatedCallContext {
  const { accessKeyId, region } = parseSigner(headers);
  const accountId = headers.get('x-amz-account-id') ?? '';
  if (!ACCOUNT.test(accountId)) {
    throw invalidRequestError('x-amz-account-id must be an account ID of twelve digits');
  }
  const [label] = (headers.get('host') ?? '').split('.');
  if (ACCOUNT.test(label) && label !== accountId) {
    throw invalidRequestError(`The host names account ${label}, x-amz-account-id names ${accountId}`);
  }
  return { accountId, region, caller: accessKeyId };
}
