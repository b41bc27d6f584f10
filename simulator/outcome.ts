import { type ServiceError } from './engine/service-error';

/** The answer the operation asks for. */
export interface OutputOutcome<T> {
  readonly kind: 'output';
  readonly output: T;
}

/** An answer of the service that is an error. */
export interface ErrorOutcome {
  readonly kind: 'error';
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** Further elements of the error document, such as the endpoint a redirect names. */
  readonly details?: Readonly<Record<string, string>>;
}

/** The connection is reset before anything is answered. */
export interface ResetOutcome {
  readonly kind: 'reset';
}

/** Nothing is ever answered. */
export interface HangOutcome {
  readonly kind: 'hang';
}

/** A page of some box in between. */
export interface HtmlOutcome {
  readonly kind: 'html';
  readonly status: number;
}

/** A status line and no body. */
export interface EmptyOutcome {
  readonly kind: 'empty';
  readonly status: number;
}

/** Everything that can come back instead of an output. */
export type Refusal = ErrorOutcome | ResetOutcome | HangOutcome | HtmlOutcome | EmptyOutcome;

export type Outcome<T> = (OutputOutcome<T> | Refusal) & { readonly requestId: string };

export function errorOutcome(error: ServiceError): ErrorOutcome {
  const { code, message, status, details } = error;
  return { kind: 'error', code, message, status, ...(details && { details }) };
}
