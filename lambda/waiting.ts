import { type Failure, toFailure, showFailure } from '../control/failure';
import { poll } from '../control/poll';
import { type HandlerError } from './cloudformation/handler-error';
import { type HandlerContext, INVOCATION_PATIENCE } from './handler-context';

/** What a waiting invocation saw last, for the message of a time-out. */
export interface LastSeen {
  readonly state: string;
  readonly token?: string;
}

/** Tells what was seen, and of which operation. */
export type See = (state: string, token?: string) => void;

export interface Waiting<T> {
  readonly context: HandlerContext;
  /** When the request began, by the first handler that saw it. */
  readonly startedAt: number;
  /** How long the request may take in all. */
  readonly timeout: number;
  readonly step: (see: See) => Promise<T | undefined>;
  /** The handler ends the wait, never the framework or CloudFormation: neither of them could say what it was about. */
  readonly onTimeout: (seen: LastSeen) => HandlerError;
  readonly onFailure: (failure: Failure) => HandlerError;
}

/** Takes steps until one has a result; undefined where the next invocation has to go on. */
export async function wait<T>(waiting: Waiting<T>): Promise<T | undefined> {
  const { context: { clock }, startedAt, timeout } = waiting;
  const deadline = startedAt + timeout;
  let seen: LastSeen = { state: 'nothing yet' };
  const see: See = (state, token = seen.token) => { seen = { state, ...(token === undefined ? {} : { token }) }; };

  const result = await tolerate(waiting.onFailure, () => poll({
    clock,
    startedAt,
    until: Math.min(clock.now() + INVOCATION_PATIENCE, deadline),
    tick: () => waiting.step(see),
    onPassing: (failure) => see(showFailure(failure)),
  }));
  if (result === undefined && clock.now() >= deadline) throw waiting.onTimeout(seen);
  return result;
}

/** Asks S3 something until it answers, for as long as one invocation may take. */
export async function callWithRetry<T>(
  { context, startedAt, question, onFailure }: RetriedCall<T>,
): Promise<T> {
  let latest: Failure = { kind: 'unavailable', code: 'NoAnswer', message: '' };
  const answer = await tolerate(onFailure, () => poll({
    clock: context.clock,
    startedAt,
    until: context.clock.now() + INVOCATION_PATIENCE,
    tick: async () => ({ value: await question() }),
    onPassing: (failure) => { latest = failure; },
  }));
  if (answer === undefined) throw onFailure(latest);
  return answer.value;
}

export interface RetriedCall<T> {
  readonly context: HandlerContext;
  readonly startedAt: number;
  readonly question: () => Promise<T>;
  readonly onFailure: (failure: Failure) => HandlerError;
}

async function tolerate<T>(onFailure: (failure: Failure) => HandlerError, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const failure = toFailure(error);
    // Errors of ours say what they have to say.
    throw failure.kind === 'unexpected' ? error : onFailure(failure);
  }
}
