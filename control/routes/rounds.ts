import { MINUTE, SECOND } from '../clock';
import { type Failure, isUnsupportedOperation } from '../failure';
import { interpretRouteSubmitFailure, type RouteSubmitFailureMeaning } from './answers';

/** The time between two calls of the five control Regions. */
export const CONTROL_REGION_ROUND_INTERVAL = 2 * SECOND;

/** How long failures of all control Regions are repeated if they usually do not pass. */
export interface RetryPatience {
  /** After the start of the request, if all Regions deny access. */
  readonly denied: number;
  /** After the first round, if no answer is from S3, or if the endpoint does not implement the operation. */
  readonly unsupported: number;
}

/** The failures that pass without an action. A change that is in progress ends. */
const PASSING: readonly RouteSubmitFailureMeaning[] = ['unknown', 'conflict'];

/** IAM can take a minute to apply the permissions of the new role of a function. */
export const RETRY_PATIENCE_OF_FUNCTIONS: RetryPatience = { denied: MINUTE, unsupported: Infinity };
/** An operator corrects permissions and endpoints, and repeats the command. */
export const RETRY_PATIENCE_OF_OPERATORS: RetryPatience = { denied: 0, unsupported: 5 * SECOND };

export interface RoundDeadlines {
  /** When to stop in any case. */
  readonly until: number;
  /** When to stop if all Regions refuse the call and at least one of them denies access. */
  readonly deniedUntil: number;
  /** When to stop if no answer is from S3. */
  readonly unsupportedUntil: number;
}

/** @param requestedAt when the request of the caller started */
export function makeRetryRoundDeadlines(
  patience: RetryPatience, requestedAt: number, now: number, until: number,
): RoundDeadlines {
  return { until, deniedUntil: requestedAt + patience.denied, unsupportedUntil: now + patience.unsupported };
}

/** Whether another round can succeed after all control Regions have failed. */
export function canAnotherRoundSucceed(failures: readonly Failure[], now: number, deadlines: RoundDeadlines): boolean {
  const nextAt = now + CONTROL_REGION_ROUND_INTERVAL;
  if (nextAt >= deadlines.until) return false;
  if (failures.every(isUnsupportedOperation)) return nextAt < deadlines.unsupportedUntil;
  if (failures.some((failure) => PASSING.includes(interpretRouteSubmitFailure(failure)))) return true;
  return failures.some(({ kind }) => kind === 'denied') && now < deadlines.deniedUntil;
}
