import { MINUTE } from '../../control/clock';
import { type Failure, findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import { pollUntilDone } from '../../control/poll';
import { UnknownReplicationElementsError } from '../../control/preserve-foreign-rules';
import {
  MRAP933_REPLICATION_REFUSED,
  MRAP935_UNKNOWN_REPLICATION_ELEMENT,
} from '../../src/diagnostics/definitions/replication-deployment';
import { findReplicationAdvice } from '../../src/facts/replication';
import { HandlerError } from '../cloudformation/handler-error';
import { type ReplicationResourceRequest } from './request';

/** How long a read is repeated after the start of the request. */
export const REPLICATION_READ_RETRY_TIMEOUT = 2 * MINUTE;

export interface RetriedAttempt<T> {
  /** For the message: read, written, removed. */
  readonly action: string;
  /** For how long after the start of the request the attempt is repeated. */
  readonly timeout: number;
  /** How long after the start of the request the first attempt may start; default: at any time. */
  readonly startTimeout?: number;
  readonly run: () => Promise<T>;
  /** Whether the attempt is repeated after a failure that is not transient elsewhere. */
  readonly isRetryable?: (failure: Failure) => boolean;
}

/** Repeats an attempt until it succeeds, its time is over, or a failure is final. */
export async function retryUntil<T>(request: ReplicationResourceRequest, attempt: RetriedAttempt<T>): Promise<T> {
  const { context: { clock }, source: { bucket }, startedAt } = request;
  const { action, timeout, startTimeout = Infinity, run, isRetryable } = attempt;
  let latest: Failure = { kind: 'unavailable', code: 'NoAnswer', message: '' };
  // The request was delivered again, and later requests may have followed it.
  if (clock.now() > startedAt + startTimeout) {
    throw toReplicationError(bucket, action, { ...latest, code: 'TooLate', message: 'the request came too late' });
  }
  const tick = async () => {
    try {
      return { value: await run() };
    } catch (error) {
      // The SDK adds the fields of a failed response to this error, so check for it first.
      if (error instanceof UnknownReplicationElementsError) {
        throw new HandlerError([MRAP935_UNKNOWN_REPLICATION_ELEMENT.create({ bucket, elements: [...error.elements] })]);
      }
      latest = toFailure(error);
      if (isRetryable?.(latest)) return undefined;
      throw error;
    }
  };
  try {
    const result = await pollUntilDone({ clock, startedAt, until: startedAt + timeout, tick });
    if (result) return result.value;
  } catch (error) {
    if (toFailure(error).kind === 'unexpected') throw error;
  }
  throw toReplicationError(bucket, action, latest);
}

export function toReplicationError(bucket: string, action: string, failure: Failure): HandlerError {
  const advice = findReplicationAdvice(failure.code) ?? findAdviceOrDefault(failure.code, 'PutBucketReplication');
  return new HandlerError([
    MRAP933_REPLICATION_REFUSED.create({ bucket, doing: action, cause: showFailure(failure), advice }),
  ]);
}
