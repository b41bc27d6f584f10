import { findAdvice } from '../src/facts/errors';

/** What an error means for whoever called. */
export type FailureKind =
  /** What was asked for does not exist. */
  | 'absent'
  /** IAM says no; a fresh role may be told yes a minute later. */
  | 'denied'
  /** Another change is under way. */
  | 'conflict'
  /** S3 asks for patience. */
  | 'throttled'
  /** No answer, or none that S3 gave: it may or may not have done what was asked. */
  | 'unavailable'
  /** S3 understood and refused. */
  | 'refused'
  /** The call was never sent: no credentials, or a fault of ours. */
  | 'unexpected';

export interface Failure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
}

/** The parts of an SDK error that matter. What was sent has $metadata; what S3 answered, and not a proxy or a torn connection, has a Code. */
interface ErrorShape {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const ABSENT = ['NoSuchMultiRegionAccessPoint', 'NoSuchAsyncRequest', 'NoSuchMultiRegionAccessPointPolicy'];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'AllAccessDisabled'];
const CONFLICT = ['OperationAborted', 'ConflictException', 'MultiRegionAccessPointModifiedByAnotherRequest', 'MultiRegionAccessPointNotReady'];
const THROTTLED = ['SlowDown', 'ThrottlingException', 'Throttling', 'TooManyRequestsException', 'RequestLimitExceeded', 'ServiceUnavailable'];

/** Understands what the SDK throws. */
export function toFailure(error: unknown): Failure {
  const shape: ErrorShape = typeof error === 'object' && error !== null ? error : { message: String(error) };
  const status = shape.$metadata?.httpStatusCode;
  const code = shape.Code ?? shape.code ?? shape.name ?? 'UnknownError';
  return { kind: kindOf(shape, code, status), code, message: shape.message ?? '' };
}

function kindOf(shape: ErrorShape, code: string, status: number | undefined): FailureKind {
  if (shape.$metadata === undefined) return 'unexpected';
  if (THROTTLED.includes(code) || status === 429) return 'throttled';
  if (shape.Code === undefined || status === undefined || status >= 500) return 'unavailable';
  if (ABSENT.includes(code)) return 'absent';
  if (DENIED.includes(code)) return 'denied';
  if (CONFLICT.includes(code)) return 'conflict';
  return 'refused';
}

/** Whether the same call may succeed a little later. */
export function isTransient(failure: Failure): boolean {
  return failure.kind === 'conflict' || failure.kind === 'throttled' || failure.kind === 'unavailable';
}

/** The failure as it stands in a message. */
export function showFailure(failure: Failure): string {
  return failure.message === '' || failure.message === failure.code ? failure.code : `${failure.code} (${failure.message})`;
}

/** What to do about a code, with an answer for codes that no source names. */
export function adviceOn(code: string): string {
  return findAdvice(code) ?? 'look the code up in the S3 API Reference, and deploy again';
}
