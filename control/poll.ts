import { type Clock, MINUTE } from './clock';
import { type Failure, isTransientFailure, isUnsupportedOperation, toFailure } from './failure';
import { choosePollInterval } from './poll-schedule';

/** IAM can take this long to apply the permissions of a new role. */
const ACCESS_DENIED_GRACE_PERIOD = 2 * MINUTE;

export interface PollOptions<T> {
  readonly clock: Clock;
  /** When the awaited change started. The intervals grow with its age. */
  readonly startedAt: number;
  /** When to stop without a result. */
  readonly until: number;
  /**
   * Reads the state, and acts on it if necessary. Called again if it returns undefined, and after a transient failure.
   */
  readonly tick: () => Promise<T | undefined>;
  /**
   * How long to repeat a call after `startedAt` if the endpoint is not S3 or does not implement the operation; default:
   * until the end.
   */
  readonly unsupportedPatience?: number;
  /** How long to repeat a denied call after `startedAt`; default: as long as IAM can take to apply permissions. */
  readonly deniedPatience?: number;
  /** Receives every failure after which `tick` is called again. */
  readonly onTransientFailure?: (failure: Failure) => void;
}

/** Calls `tick` until it returns a result. Returns undefined if `until` comes first. */
export async function pollUntilDone<T>(options: PollOptions<T>): Promise<T | undefined> {
  const { clock, startedAt, until } = options;
  for (;;) {
    const result = await attempt(options);
    if (result !== undefined) return result;
    await clock.sleep(Math.min(choosePollInterval(clock.now() - startedAt), Math.max(0, until - clock.now())));
    if (clock.now() >= until) return undefined;
  }
}

async function attempt<T>(
  { clock, startedAt, tick, onTransientFailure, ...patience }: PollOptions<T>,
): Promise<T | undefined> {
  const { unsupportedPatience = Infinity, deniedPatience = ACCESS_DENIED_GRACE_PERIOD } = patience;
  try {
    return await tick();
  } catch (error) {
    const failure = toFailure(error);
    const isRecentDenial = failure.kind === 'denied' && clock.now() < startedAt + deniedPatience;
    const nextAt = clock.now() + choosePollInterval(clock.now() - startedAt);
    const isUnsupported = isUnsupportedOperation(failure) && nextAt >= startedAt + unsupportedPatience;
    if (isUnsupported || (!isTransientFailure(failure) && !isRecentDenial)) throw error;
    onTransientFailure?.(failure);
    return undefined;
  }
}
