import { type Failure } from '../failure';

/** The meaning of a failed call for the other control Regions. */
export type RouteSubmitFailureMeaning =
  /** S3 refused the change itself. Every Region would refuse it. */
  | 'final'
  /** Another change is in progress: of another caller, or an own submit without an answer. */
  | 'conflict'
  /** The Region refused the caller or does not know the access point. Final if all five Regions answer so. */
  | 'refused here'
  /** No answer, or an answer that S3 did not write. S3 may have applied the change. */
  | 'unknown';

/** The codes of refusals with status 400 that concern the credentials of the caller. */
const CALLER_CODES = [
  'AuthorizationHeaderMalformed',
  'ExpiredToken',
  'InvalidToken',
  'TokenRefreshRequired',
];

/**
 * Interprets the failure of a submit. The routes handler, the function of Region switch and the command line use this
 * table.
 *
 * | answer                                                        | meaning        |
 * |---------------------------------------------------------------|----------------|
 * | 409                                                           | `conflict`     |
 * | 400 and 405                                                   | `final`        |
 * | 3xx, 403, 404, errors of credentials and of the clock         | `refused here` |
 * | 429, 5xx, reset, time-out, an answer that S3 did not write    | `unknown`      |
 *
 * Status 400 is final, because it is the only guard of a submit of some members: S3 refuses a table without an active
 * member. Status 405 means that the access point has one Region.
 */
export function interpretRouteSubmitFailure({ kind, code, status = 0 }: Failure): RouteSubmitFailureMeaning {
  if (kind === 'throttled' || kind === 'unavailable') return 'unknown';
  if (kind === 'conflict' || status === 409) return 'conflict';
  const isRefusedHere = kind === 'clock skew' || kind === 'denied' || kind === 'absent' || CALLER_CODES.includes(code)
    || status === 403 || status === 404 || (status >= 300 && status < 400);
  return isRefusedHere ? 'refused here' : 'final';
}
