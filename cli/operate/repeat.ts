import { CommandError } from '../command-error';
import { type AwsCommandContext, runUntilInterrupted } from './command-context';

/** Repeats work until the user interrupts the program. Returns the result of the last repetition. */
export async function repeatUntilInterrupted<T>(
  context: Pick<AwsCommandContext, 'clock' | 'onInterrupt'>, interval: number, first: T, work: () => Promise<T>,
): Promise<T> {
  let last = first;
  const repeat = async (): Promise<never> => {
    for (;;) {
      last = await work();
      await context.clock.sleep(interval);
    }
  };
  const end = new CommandError('');
  return runUntilInterrupted(context, repeat, () => end).catch((error: unknown) => {
    if (error === end) return last;
    throw error;
  });
}
