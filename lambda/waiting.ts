import { MINUTE, SECOND } from '../control/clock';
import { type Failure, toFailure, showFailure } from '../control/failure';
import { pollUntilDone } from '../control/poll';
import { type ResourceEvent } from './cloudformation/event';
import { type HandlerError } from './cloudformation/handler-error';
import { type HandlerContext, INVOCATION_WAIT_TIMEOUT } from './handler-context';

/** The last known state of the awaited change, for the message of a time-out. */
export interface AwaitedChangeProgress {
  readonly state: string;
  readonly token?: string;
}

export type RecordProgress = (state: string, token?: string) => void;

/** Reads show a new access point after this time. */
export const VISIBILITY_TIMEOUT = 2 * MINUTE;

/** A deletion waits five minutes for a cancelled creation, so a shorter time-out could never end. */
const MIN_TIMEOUT_SECONDS = 10 * 60;

/** Returns the time-out of a request. An older template can contain a shorter one, which the handlers do not refuse. */
export function toHandlerRequestTimeout(seconds: number): number {
  return Math.max(seconds, MIN_TIMEOUT_SECONDS) * SECOND;
}

/** After this time, a deletion that never reaches S3 fails. */
const UNREACHABLE_TIMEOUT = 10 * MINUTE;

export interface WaitOptions<T> {
  readonly context: HandlerContext;
  readonly event: Pick<ResourceEvent, 'startedAt' | 'invokedAt'>;
  /** How long the request may take in total. */
  readonly timeout: number;
  /** Whether the wait ends early if S3 does not answer at all. */
  readonly mustBeReached?: boolean;
  readonly step: (recordProgress: RecordProgress) => Promise<T | undefined>;
  /**
   * The handler ends the wait, because the framework and CloudFormation cannot name the pending change in their
   * message.
   */
  readonly onTimeout: (progress: AwaitedChangeProgress) => HandlerError;
  readonly onFailure: (failure: Failure) => HandlerError;
}

/**
 * Takes steps until one returns a result. Returns undefined if the next invocation has to continue. All waits of one
 * invocation end at the same time.
 */
export async function waitForResult<T>(options: WaitOptions<T>): Promise<T | undefined> {
  const { context: { clock }, event: { startedAt, invokedAt }, timeout, step, onTimeout, onFailure } = options;
  const deadline = startedAt + timeout;
  let progress: AwaitedChangeProgress = { state: 'nothing yet' };
  const recordProgress: RecordProgress = (state, token = progress.token) => {
    progress = { state, ...(token === undefined ? {} : { token }) };
  };

  let isReached = false;
  let latest: Failure | undefined;

  const result = await convertFailure(onFailure, () => pollUntilDone({
    clock,
    startedAt,
    until: Math.min(invokedAt + INVOCATION_WAIT_TIMEOUT, deadline),
    tick: async () => {
      const value = await step(recordProgress);
      isReached = true;
      return value;
    },
    onTransientFailure: (failure) => {
      latest = failure;
      isReached ||= failure.kind !== 'unavailable';
      recordProgress(showFailure(failure));
    },
  }));
  if (result !== undefined) return result;
  const isUnreachable = !isReached && clock.now() >= startedAt + UNREACHABLE_TIMEOUT;
  if (options.mustBeReached && latest && isUnreachable) throw onFailure(latest);
  if (clock.now() >= deadline) throw onTimeout(progress);
  return undefined;
}

export interface RetryOptions<T> {
  readonly context: HandlerContext;
  readonly startedAt: number;
  readonly call: () => Promise<T>;
  readonly onFailure: (failure: Failure) => HandlerError;
}

/** Repeats a call until S3 answers, for at most one invocation. */
export async function callWithRetry<T>({
  context: { clock },
  startedAt,
  call,
  onFailure,
}: RetryOptions<T>): Promise<T> {
  let latest: Failure = { kind: 'unavailable', code: 'NoAnswer', message: '' };
  const result = await convertFailure(onFailure, () =>
    pollUntilDone({
      clock,
      startedAt,
      until: clock.now() + INVOCATION_WAIT_TIMEOUT,
      tick: async () => ({ value: await call() }),
      onTransientFailure: (failure) => {
        latest = failure;
      },
    }),
  );
  if (result === undefined) throw onFailure(latest);
  return result.value;
}

async function convertFailure<T>(onFailure: (failure: Failure) => HandlerError, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const failure = toFailure(error);
    // Errors of this library already contain their message.
    throw failure.kind === 'unexpected' ? error : onFailure(failure);
  }
}
