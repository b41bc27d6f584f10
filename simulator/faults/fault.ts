import { type OperationName } from '../model/operations';
import {
  type EmptyOutcome, type ErrorOutcome, type HangOutcome, type HtmlOutcome, type Refusal, type ResetOutcome,
} from '../outcome';

/** The properties of a call that a fault rule can use. */
export interface CallInfo {
  /** 1 for the first call. */
  readonly index: number;
  readonly operation: OperationName;
  /** 1 for the first call of this operation. */
  readonly countOfThisOperation: number;
  readonly region: string;
  readonly accountId: string;
  readonly caller?: string;
  readonly clientToken?: string;
  readonly input: object;
  readonly at: number;
}

/** The simulator applies the call and replaces its answer. */
export interface FaultAfterApplying {
  readonly kind: 'after-applying';
  readonly answer: Refusal;
}

/** The simulator applies the call and delays its answer. */
export interface SlowAnswer {
  readonly kind: 'slow';
  readonly ms: number;
}

export type Fault = Refusal | FaultAfterApplying | SlowAnswer;

export type FaultRule = (call: CallInfo) => Fault | undefined;

export function serviceFault(code: string, status: number, message = code): ErrorOutcome {
  return { kind: 'error', code, status, message };
}

/** The throttling error of S3. */
export function slowDown(): ErrorOutcome {
  return serviceFault('SlowDown', 503, 'Please reduce your request rate.');
}

/** The throttling error of other AWS services. */
export function throttling(status: 400 | 429 = 400): ErrorOutcome {
  return serviceFault('ThrottlingException', status, 'Rate exceeded');
}

export function connectionReset(): ResetOutcome {
  return { kind: 'reset' };
}

export function noAnswer(): HangOutcome {
  return { kind: 'hang' };
}

export function htmlAnswer(status = 404): HtmlOutcome {
  return { kind: 'html', status };
}

export function emptyAnswer(status = 503): EmptyOutcome {
  return { kind: 'empty', status };
}

export function faultAfterApplying(answer: Refusal): FaultAfterApplying {
  return { kind: 'after-applying', answer };
}

export function slowAnswer(ms: number): SlowAnswer {
  return { kind: 'slow', ms };
}
