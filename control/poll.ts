import { type Clock, MINUTE } from './clock';
import { type Failure, toFailure, isTransient } from './failure';
import { pollInterval } from './poll-schedule';

/** IAM may take this long to let a new role in. */
const DENIAL_PATIENCE = MINUTE;

export interface PollOptions<T> {
  readonly clock: Clock;
  /** When what is waited for began; the older it is, the longer the pauses. */
  readonly startedAt: number;
  /** When to stop, without a result. */
  readonly until: number;
  /** One look, and one step if it is due; undefined to be called again. Called again too when S3 could not answer. */
  readonly tick: () => Promise<T | undefined>;
  /** Told of every failure that is waited out. */
  readonly onPassing?: (failure: Failure) => void;
}

/** Calls `tick` until it has a result; undefined when `until` came first. */
export async function poll<T>(options: PollOptions<T>): Promise<T | undefined> {
  const { clock, startedAt, until } = options;
  for (;;) {
    const result = await attempt(options);
    if (result !== undefined) return result;
    await clock.sleep(Math.min(pollInterval(clock.now() - startedAt), Math.max(0, until - clock.now())));
    if (clock.now() >= until) return undefined;
  }
}

async function attempt<T>({ clock, startedAt, tick, onPassing }: PollOptions<T>): Promise<T | undefined> {
  try {
    return await tick();
  } catch (error) {
    const failure = toFailure(error);
    const denialMayPass = failure.kind === 'denied' && clock.now() < startedAt + DENIAL_PATIENCE;
    if (!isTransient(failure) && !denialMayPass) throw error;
    onPassing?.(failure);
    return undefined;
  }
}
