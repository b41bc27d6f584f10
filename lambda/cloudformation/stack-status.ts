import { SECOND } from '../../control/clock';
import { MRAP941_STACK_NOT_READ } from '../../src/diagnostics/definitions/ownership';
import { type HandlerContext } from '../handler-context';
import { makeShortHash } from '../hash';
import { type UpdateOrRollbackDirection, toUpdateOrRollbackDirection } from './direction';
import { type ResourceEvent } from './event';

const READ_TIMEOUT = 20 * SECOND;

/** Reads the direction of an Update once. If CloudFormation does not answer, the direction is unknown. */
export async function readUpdateOrRollbackDirection(
  context: HandlerContext, event: ResourceEvent,
): Promise<UpdateOrRollbackDirection> {
  return toUpdateOrRollbackDirection(await readStackStatus(context, event));
}

/** Reads the status of the event's stack. Returns undefined if CloudFormation does not answer, and reports it. */
export async function readStackStatus(context: HandlerContext, event: ResourceEvent): Promise<string | undefined> {
  const { stacks, clock, report } = context;
  if (stacks === undefined) return undefined;
  const until = clock.now() + READ_TIMEOUT;
  for (;;) {
    try {
      return await stacks.getStatus(event.stackId);
    } catch (error) {
      const delay = chooseDelay(event);
      if (clock.now() + delay >= until) {
        report(MRAP941_STACK_NOT_READ.create({ stack: event.stackId, cause: (error as Error).message }));
        return undefined;
      }
      await clock.sleep(delay);
    }
  }
}

/** Between two and four seconds, so that the handlers of one stack do not ask at the same time. */
function chooseDelay({ requestId }: ResourceEvent): number {
  return 2 * SECOND + (parseInt(makeShortHash(requestId).slice(0, 4), 16) % (2 * SECOND));
}
