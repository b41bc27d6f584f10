import { type AwsCalls } from './aws';
import { type Clock, SECOND } from './clock';

/** Makes clients whose calls fail at a time, as calls without an answer do. The sent calls are not cancelled. */
export function endCallsAt(aws: AwsCalls, clock: Clock, deadline: number): AwsCalls {
  const failAtDeadline = async (): Promise<never> => {
    const limit = Math.max(0, deadline - clock.now());
    await clock.sleep(limit);
    throw Object.assign(new Error(`no answer within ${(limit / SECOND).toFixed(1)} s`), {
      code: 'ETIMEDOUT', $metadata: {},
    });
  };
  return { call: (...call) => Promise.race([aws.call(...call), failAtDeadline()]) };
}
