import { getAccessPoint } from '../../control/access-points';
import { MINUTE } from '../../control/clock';
import { type Failure, showFailure, toFailure } from '../../control/failure';
import { pollUntilDone } from '../../control/poll';
import { MRAP945_S3_CONTROL_UNREACHABLE } from '../../src/diagnostics/definitions/ownership';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';

/** One minute remains of the four in which a creation is sent. */
const REACHABILITY_TIMEOUT = 3 * MINUTE;

/** Returns whether S3 wrote the response. A refusal is an answer, too. */
export function isFailureAnsweredByS3(failure: Failure): boolean {
  return failure.kind !== 'unavailable' && failure.kind !== 'unexpected';
}

/**
 * Proves that S3 Control can be reached before a creation is sent. After a creation without any answer, it is unknown
 * whether S3 received it. If this check fails, CloudFormation sends no Delete, and no wait follows.
 */
export async function assertReachable(context: HandlerContext, event: ResourceEvent, name: string): Promise<void> {
  const { s3, clock } = context;
  let latest: Failure = { kind: 'unavailable', code: 'NoAnswer', message: '' };
  const isReached = await pollUntilDone({
    clock,
    startedAt: event.startedAt,
    until: clock.now() + REACHABILITY_TIMEOUT,
    tick: async () => {
      try {
        await getAccessPoint(s3, event.accountId, name);
        return true;
      } catch (error) {
        const failure = toFailure(error);
        if (failure.kind === 'unexpected') throw error;
        latest = failure;
        return isFailureAnsweredByS3(failure) || undefined;
      }
    },
  });
  if (!isReached) throw toUnreachableError(latest, 'nothing was created');
}

export function toUnreachableError(failure: Failure, consequence: string): HandlerError {
  return new HandlerError([MRAP945_S3_CONTROL_UNREACHABLE.create({ cause: showFailure(failure), consequence })]);
}
