import { type Clock, MINUTE, SECOND } from '../../control/clock';

/** Times in milliseconds. */
export interface PollOptions {
  readonly every: number;
  readonly limit: number;
}

/** Repeats a read until it returns a value. Returns undefined after the time limit. */
export async function poll<T>(
  clock: Clock, { every, limit }: PollOptions, read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const deadline = clock.now() + limit;
  for (;;) {
    const value = await read();
    if (value !== undefined || clock.now() >= deadline) return value;
    await clock.sleep(every);
  }
}

/** A new setting, for example the permissions of a new role, can take a minute to apply everywhere. */
const APPLICATION_LIMIT = 2 * MINUTE;

/** Repeats a call while it fails with an error that a new setting explains. Throws its last error after two minutes. */
export async function repeatWhileNew<T>(
  clock: Clock, isExplained: (error: unknown) => boolean, call: () => Promise<T>,
): Promise<T> {
  const deadline = clock.now() + APPLICATION_LIMIT;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isExplained(error) || clock.now() >= deadline) throw error;
    }
    await clock.sleep(10 * SECOND);
  }
}

/** S3 and CloudFormation can show a resource some time after they have accepted its creation. */
const VISIBILITY_LIMIT = 2 * MINUTE;

/**
 * Repeats a read of a resource that does not exist. The journal names resources whose creation was perhaps accepted a
 * moment ago, so a single answer does not prove that a resource was never created.
 */
export async function pollUntilVisible<T>(
  clock: Clock, read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  return poll(clock, { every: 10 * SECOND, limit: VISIBILITY_LIMIT }, read);
}
