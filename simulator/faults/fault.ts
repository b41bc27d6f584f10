import { type SimulatedOperationName } from '../model/operations';
import {
  type BrokenBodyOutcome, type EmptyBodyOutcome, type ErrorOutcome, type NoAnswerOutcome, type HtmlBodyOutcome,
  type FailedOutcome, type ConnectionResetOutcome,
} from '../outcome';

/** The properties of a call that a fault rule can use. */
export interface CallInfo {
  /** 1 for the first call. */
  readonly index: number;
  readonly operation: SimulatedOperationName;
  /** 1 for the first call of this operation. */
  readonly countOfThisOperation: number;
  readonly region: string;
  readonly accountId: string;
  readonly caller?: string;
  readonly clientToken?: string;
  readonly input: object;
  readonly at: number;
  /** The time of the signature. Undefined if the call did not arrive over HTTP. */
  readonly signedAt?: number;
}

/** The simulator applies the call and replaces its answer. */
export interface FaultAfterApplying {
  readonly kind: 'after-applying';
  readonly answer: FailedOutcome;
}

/** The simulator applies the call and delays its answer. */
export interface SlowAnswer {
  readonly kind: 'slow';
  readonly ms: number;
}

export type InjectedFault = FailedOutcome | FaultAfterApplying | SlowAnswer;

export type FaultRule = (call: CallInfo) => InjectedFault | undefined;

export function serviceFault(code: string, status: number, message = code): ErrorOutcome {
  return { kind: 'error', code, status, message };
}

/** The throttling error of S3. */
export function slowDownFault(): ErrorOutcome {
  return serviceFault('SlowDown', 503, 'Please reduce your request rate.');
}

/** The throttling error of other AWS services. */
export function throttlingFault(status: 400 | 429 = 400): ErrorOutcome {
  return serviceFault('ThrottlingException', status, 'Rate exceeded');
}

export function connectionResetFault(): ConnectionResetOutcome {
  return { kind: 'reset' };
}

export function noAnswerFault(): NoAnswerOutcome {
  return { kind: 'hang' };
}

/** Sends the headers, and nothing more. */
export function stall(): BrokenBodyOutcome {
  return { kind: 'stall' };
}

/** Sends the headers, and then one byte every second. */
export function drip(): BrokenBodyOutcome {
  return { kind: 'drip' };
}

/** Sends the headers, and then data without an end. */
export function endless(): BrokenBodyOutcome {
  return { kind: 'endless' };
}

/** Ends the connection in the middle of the body. */
export function cut(): BrokenBodyOutcome {
  return { kind: 'cut' };
}

export function htmlAnswerFault(status = 404): HtmlBodyOutcome {
  return { kind: 'html', status };
}

export function emptyAnswerFault(status = 503): EmptyBodyOutcome {
  return { kind: 'empty', status };
}

export function faultAfterApplying(answer: FailedOutcome): FaultAfterApplying {
  return { kind: 'after-applying', answer };
}

export function slowAnswerFault(ms: number): SlowAnswer {
  return { kind: 'slow', ms };
}
