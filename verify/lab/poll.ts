import { type Clock } from '../../control/clock';

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
