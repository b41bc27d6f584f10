import { CommandError } from '../command-error';
import { type AwsCommandContext, runUntilInterrupted } from './command-context';

/**
 * Repeats work until the user interrupts the program, or until nothing reads its output any more. Returns the result of
 * the last repetition.
 */
export async function repeatUntilInterrupted<T>(
  context: Pick<AwsCommandContext, 'clock' | 'onInterrupt' | 'untilOutputCloses'>,
  interval: number,
  first: T,
  work: () => Promise<T>,
): Promise<T> {
  let last = first;
  let isClosed = false;
  const closed = context.untilOutputCloses().then(() => { isClosed = true; });
  const repeat = async (): Promise<T> => {
    while (!isClosed) {
      last = await work();
      await Promise.race([context.clock.sleep(interval), closed]);
    }
    return last;
  };
  const end = new CommandError('');
  return runUntilInterrupted(context, repeat, () => end).catch((error: unknown) => {
    if (error === end) return last;
    throw error;
  });
}
