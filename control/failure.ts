import { findAdviceOnErrorCode } from '../src/facts/errors';

/** The meaning of an error for the caller. */
export type FailureKind =
  /** The requested resource does not exist. */
  | 'absent'
  /** IAM denied the call. The permissions of a new role can take a minute to apply. */
  | 'denied'
  /** Another change is in progress. */
  | 'conflict'
  /** The clock of the caller is wrong. The SDK corrects it for the next call, so the call had no effect. */
  | 'clock skew'
  /** The service limits the rate of calls. */
  | 'throttled'
  /** No response, or a response that S3 did not write. The call may have had its effect. */
  | 'unavailable'
  /** S3 understood the call and refused it. */
  | 'refused'
  /** The call was never sent, because of missing credentials or a defect of this library. */
  | 'unexpected';

export interface Failure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
  /** The HTTP status of the answer, or undefined without an answer. */
  readonly status?: number;
  /** The operation of the call, if the client adds it to its errors. */
  readonly operation?: string;
}

/**
 * The relevant parts of an SDK error. `$metadata` is set if the request was sent. `Code` is set if S3 wrote the
 * response, and not a proxy or a broken connection.
 */
interface ErrorShape {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $responseBodyText?: string;
  readonly operation?: string;
}

/** The code of a response that S3 did not write, for example the login page of a network or the error of a proxy. */
const FOREIGN_RESPONSE = 'ForeignResponse';
/** The code of a response of S3 that is cut off. */
const MALFORMED_RESPONSE = 'MalformedResponse';
/** The codes of a call that reached no service of AWS. */
const CONNECTION_CODES = [
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE',
  'TimeoutError', FOREIGN_RESPONSE, MALFORMED_RESPONSE, 'IncompleteResponse',
];

const ABSENT = ['NoSuchMultiRegionAccessPoint', 'NoSuchAsyncRequest', 'NoSuchMultiRegionAccessPointPolicy'];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'AllAccessDisabled'];
const CONFLICT = [
  'OperationAborted',
  'ConflictException',
  'MultiRegionAccessPointModifiedByAnotherRequest',
  'MultiRegionAccessPointNotReady',
];
const CLOCK_SKEW = ['RequestTimeTooSkewed', 'RequestExpired'];
/** The codes of refusals that concern the credentials of the caller, and not the permissions or the call. */
const CREDENTIALS = [
  'ExpiredToken', 'ExpiredTokenException', 'InvalidAccessKeyId', 'InvalidClientTokenId', 'InvalidToken',
  'SignatureDoesNotMatch', 'TokenRefreshRequired',
];
const THROTTLED = [
  'SlowDown',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
];

/** Whether the service refused the credentials, so that other credentials can succeed. */
export function areCredentialsRefused({ code }: Pick<Failure, 'code'>): boolean {
  return CREDENTIALS.includes(code);
}

/** Whether IAM denied the call. */
export function isAccessDenied({ kind }: Pick<Failure, 'kind'>): boolean {
  return kind === 'denied';
}

/** Converts an error of the SDK. */
export function toFailure(error: unknown): Failure {
  const shape: ErrorShape = typeof error === 'object' && error !== null ? error : { message: String(error) };
  const status = shape.$metadata?.httpStatusCode;
  const code = shape.Code ?? shape.code ?? shape.name ?? 'UnknownError';
  return {
    kind: classifyFailure(shape, code, status),
    ...(describeForeignResponse(shape, status) ?? { code, message: shape.message ?? '' }),
    ...(status !== undefined && { status }),
    ...(shape.operation !== undefined && { operation: shape.operation }),
  };
}

/**
 * Describes a response without the code of S3 in the words of an operator. S3 sends a request id with every response,
 * also with those to HEAD requests, which have no body.
 */
function describeForeignResponse(
  { Code, $metadata: metadata, $responseBodyText: body }: ErrorShape, status: number | undefined,
): Pick<Failure, 'code' | 'message'> | undefined {
  if (Code !== undefined || status === undefined) return undefined;
  if (metadata?.requestId !== undefined) {
    return body === undefined
      ? undefined
      : { code: MALFORMED_RESPONSE, message: `the answer of S3 is malformed or cut off (status ${status})` };
  }
  const start = (body ?? '').replace(/\s+/g, ' ').trim().slice(0, SHOWN_CHARACTERS);
  const shown = start === '' ? 'no readable body' : JSON.stringify(start);
  return { code: FOREIGN_RESPONSE, message: `the answer is not from S3 (status ${status}, ${shown})` };
}

const SHOWN_CHARACTERS = 80;

function classifyFailure(shape: ErrorShape, code: string, status: number | undefined): FailureKind {
  if (shape.$metadata === undefined) return 'unexpected';
  if (THROTTLED.includes(code) || status === 429) return 'throttled';
  // The services with JSON have no element Code.
  if (DENIED.includes(code)) return 'denied';
  if (shape.Code === undefined || status === undefined || status >= 500) return 'unavailable';
  if (ABSENT.includes(code)) return 'absent';
  if (CONFLICT.includes(code)) return 'conflict';
  if (CLOCK_SKEW.includes(code)) return 'clock skew';
  return 'refused';
}

const TRANSIENT: readonly FailureKind[] = ['conflict', 'clock skew', 'throttled', 'unavailable'];

/** Whether the same call can succeed later. */
export function isTransientFailure(failure: Failure): boolean {
  return TRANSIENT.includes(failure.kind);
}

/**
 * Whether further calls to the same endpoint are pointless: the endpoint is not S3 or does not implement the operation.
 */
export function isUnsupportedOperation({ code, status }: Failure): boolean {
  return code === FOREIGN_RESPONSE || status === 405 || status === 501;
}

/** Renders the failure for a message. */
export function showFailure(failure: Failure): string {
  if (failure.code === FOREIGN_RESPONSE || failure.code === MALFORMED_RESPONSE) return failure.message;
  return failure.message === '' || failure.message === failure.code
    ? failure.code
    : `${failure.code} (${failure.message})`;
}

/** Renders the failures of several Regions. Equal failures are rendered once, with their HTTP status and Regions. */
export function showRegionFailures(failures: readonly { region: string; failure: Failure }[]): string {
  const byText = new Map<string, string[]>();
  for (const { region, failure } of failures) {
    const text = showFailureWithStatus(failure);
    byText.set(text, [...byText.get(text) ?? [], region]);
  }
  return [...byText].map(([text, regions]) => `${[...regions].sort().join(', ')}: ${text}`).join('; ');
}

/** Renders a failure with its HTTP status, unless the message contains it. */
export function showFailureWithStatus(failure: Failure): string {
  const text = showFailure(failure);
  return failure.status === undefined || text.includes(`status ${failure.status}`)
    ? text
    : `HTTP ${failure.status} ${text}`;
}

/** Whether the call reached no service of AWS. */
export function isConnectionFailure({ code }: Pick<Failure, 'code'>): boolean {
  return CONNECTION_CODES.includes(code);
}

/**
 * Returns the action to take after an error code.
 *
 * @param operation the operation of the call; the advice for some codes depends on it
 */
export function findAdviceOrDefault(code: string, operation?: string): string {
  if (isConnectionFailure({ code })) {
    return 'verify that the network reaches S3 Control (VPC, proxy, name resolution, endpoint), and deploy again';
  }
  return findAdviceOnErrorCode(code, operation) ?? 'look the code up in the S3 API Reference, and deploy again';
}
