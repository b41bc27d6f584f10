import { type SimulatedBucket } from './buckets/simulated-buckets';
import { type ServiceError } from './engine/service-error';

/** The output of an operation. */
export interface SuccessOutcome<T> {
  readonly kind: 'output';
  readonly output: T;
}

/** An error that the service returns. */
export interface ErrorOutcome {
  readonly kind: 'error';
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** More elements of the error document, such as the endpoint of a redirect. */
  readonly details?: Readonly<Record<string, string>>;
  /** More headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The time in the `Date` header. Default: real time. */
  readonly serverTime?: number;
}

/** The connection is reset without an answer. */
export interface ConnectionResetOutcome {
  readonly kind: 'reset';
}

/** The call never receives an answer. */
export interface NoAnswerOutcome {
  readonly kind: 'hang';
}

/** An HTML page of a proxy. */
export interface HtmlBodyOutcome {
  readonly kind: 'html';
  readonly status: number;
}

/** A status line without a body. */
export interface EmptyBodyOutcome {
  readonly kind: 'empty';
  readonly status: number;
}

/**
 * The headers arrive with status 200, and the body is never complete:
 *
 * - `stall`: nothing follows
 * - `drip`: a byte follows every second
 * - `endless`: data follows without an end
 * - `cut`: the connection ends in the middle
 */
export interface BrokenBodyOutcome {
  readonly kind: 'stall' | 'drip' | 'endless' | 'cut';
}

/** Any result other than an output. */
export type FailedOutcome =
  | ErrorOutcome
  | ConnectionResetOutcome
  | NoAnswerOutcome
  | HtmlBodyOutcome
  | EmptyBodyOutcome
  | BrokenBodyOutcome;

export type SimulatedOutcome<T> = (SuccessOutcome<T> | FailedOutcome) & {
  readonly requestId: string;
  /** The bucket that answered a request for objects. */
  readonly servedBy?: SimulatedBucket;
};

export function errorOutcome(error: ServiceError): ErrorOutcome {
  const { code, message, status, details, headers } = error;
  return { kind: 'error', code, message, status, ...(details && { details }), ...(headers && { headers }) };
}
