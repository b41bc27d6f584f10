import { findAdvice } from '../src/facts/errors';

/** The meaning of an error for the caller. */
export type FailureKind =
  /** The requested resource does not exist. */
  | 'absent'
  /** IAM denied the call. The permissions of a new role can take a minute to apply. */
  | 'denied'
  /** Another change is in progress. */
  | 'conflict'
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
  /** The HTTP status of the answer. */
  readonly status?: number;
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
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const ABSENT = ['NoSuchMultiRegionAccessPoint', 'NoSuchAsyncRequest', 'NoSuchMultiRegionAccessPointPolicy'];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'AllAccessDisabled'];
const CONFLICT = [
  'OperationAborted',
  'ConflictException',
  'MultiRegionAccessPointModifiedByAnotherRequest',
  'MultiRegionAccessPointNotReady',
];
const THROTTLED = [
  'SlowDown',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
];

/** Converts an error of the SDK. */
export function toFailure(error: unknown): Failure {
  const shape: ErrorShape = typeof error === 'object' && error !== null ? error : { message: String(error) };
  const status = shape.$metadata?.httpStatusCode;
  const code = shape.Code ?? shape.code ?? shape.name ?? 'UnknownError';
  return {
    kind: classifyFailure(shape, code, status),
    code,
    message: shape.message ?? '',
    ...(status !== undefined && { status }),
  };
}

function classifyFailure(shape: ErrorShape, code: string, status: number | undefined): FailureKind {
  if (shape.$metadata === undefined) return 'unexpected';
  if (THROTTLED.includes(code) || status === 429) return 'throttled';
  if (shape.Code === undefined || status === undefined || status >= 500) return 'unavailable';
  if (ABSENT.includes(code)) return 'absent';
  if (DENIED.includes(code)) return 'denied';
  if (CONFLICT.includes(code)) return 'conflict';
  return 'refused';
}

/** Whether the same call can succeed later. */
export function isTransient(failure: Failure): boolean {
  return failure.kind === 'conflict' || failure.kind === 'throttled' || failure.kind === 'unavailable';
}

/** Renders the failure for a message. */
export function showFailure(failure: Failure): string {
  return failure.message === '' || failure.message === failure.code
    ? failure.code
    : `${failure.code} (${failure.message})`;
}

/** Returns the action to take after an error code. */
export function findAdviceOrDefault(code: string): string {
  return findAdvice(code) ?? 'look the code up in the S3 API Reference, and deploy again';
}
