import { type Failure, isConnectionFailure } from '../control/failure';

const ROUTES = /^(Get|Submit)MultiRegionAccessPointRoutes$/;

interface Advice {
  readonly codes: readonly string[];
  /** The operations that the advice is about; default: all operations. */
  readonly operations?: RegExp;
  readonly advice: (failure: Failure) => string;
}

const ADVICE: readonly Advice[] = [
  {
    codes: ['AccessDenied', 'AccessDeniedException'],
    operations: ROUTES,
    advice: ({ operation }) => `allow s3:${operation} on the access point for your role, in all control Regions`,
  },
  {
    codes: ['AccessDenied', 'AccessDeniedException', 'AllAccessDisabled'],
    advice: ({ operation }) => `allow ${operation ?? 'the action'} for your role`,
  },
  {
    codes: ['ExpiredToken', 'ExpiredTokenException', 'InvalidAccessKeyId', 'InvalidClientTokenId', 'InvalidToken'],
    advice: () => 'log in again, or choose other credentials with --profile',
  },
  { codes: ['SignatureDoesNotMatch'], advice: () => 'verify the secret access key and the clock of this computer' },
  { codes: ['RequestTimeTooSkewed', 'RequestExpired'], advice: () => 'correct the clock of this computer' },
  { codes: ['NoSuchMultiRegionAccessPoint'], advice: () => 'verify the ARN and the account of the credentials' },
  {
    codes: ['MethodNotAllowed'],
    operations: /^SubmitMultiRegionAccessPointRoutes$/,
    advice: () => 'verify that the endpoint and the proxy accept requests with the method PATCH',
  },
  {
    codes: ['MethodNotAllowed'],
    operations: ROUTES,
    advice: () => 'an access point with one Region has no routes and cannot fail over',
  },
  {
    codes: ['InvalidRequest'],
    operations: ROUTES,
    advice: () => 'keep at least one Region active, and name only members of the access point',
  },
  {
    codes: ['InvalidRequest'],
    operations: /^CreateJob$/,
    advice: () => 'verify that the role of the job trusts batchoperations.s3.amazonaws.com',
  },
  {
    codes: ['OperationAborted', 'ConflictException'],
    operations: ROUTES,
    advice: () => 'another change of the routes is in progress; run "status", and repeat the command',
  },
  {
    codes: ['SlowDown', 'ThrottlingException', 'Throttling', 'TooManyRequestsException'],
    advice: () => 'repeat the command later, because AWS limits the number of requests',
  },
  { codes: ['NotImplemented'], advice: () => 'verify the endpoint: it does not implement the operation' },
];

/** The codes of Node.js for a certificate that it does not trust. */
const CERTIFICATE_CODES = /CERT|^ERR_TLS_|^UNABLE_TO_|^SELF_SIGNED/;

/** Node.js has many codes for connections and answers that are broken. */
function isWithoutAnswer({ kind, status }: Failure): boolean {
  return kind === 'unavailable' && status === undefined;
}

/** Returns the action that an operator can take after a failure, or undefined. */
export function findOperatorAdvice(failure: Failure): string | undefined {
  if (CERTIFICATE_CODES.test(failure.code)) {
    return 'verify the proxy and the clock of this computer, and set AWS_CA_BUNDLE to a file with the certificates of '
      + 'the proxy or of the endpoint';
  }
  if (isConnectionFailure(failure) || isWithoutAnswer(failure)) {
    return 'verify the network, the proxy and AWS_ENDPOINT_URL';
  }
  const { operation = '', code } = failure;
  return ADVICE.find(({ codes, operations }) => codes.includes(code) && (operations?.test(operation) ?? true))
    ?.advice(failure);
}
