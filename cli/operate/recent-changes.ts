import { type AwsCalls } from '../../control/aws';
import { MINUTE, SECOND } from '../../control/clock';
import { isAccessDenied, showRegionFailures, toFailure } from '../../control/failure';
import { type AccessPointHistory, readRouteChanges } from '../../control/history/read-history';
import { type RecordedChange } from '../../control/history/recorded-change';
import { type LiveRoute, showRegionDials } from '../../control/routes/routing';
import { type AccessPointId } from '../../control/status/access-point-status';
import { type AwsCommandContext } from './command-context';

/** Another operator is probably at work if the routes changed within this time. */
const RECENT = 10 * MINUTE;
/** CloudTrail must not delay a failover. */
const LIMIT = 2 * SECOND;

/**
 * Describes the changes of the routes within the last ten minutes, one line for each. If the clocks of the computer and
 * of AWS differ, it also describes older changes. Ends after two seconds. A Region that denies access is omitted
 * without a line.
 */
export async function describeRecentRouteChanges(
  { clock, serverTime }: Pick<AwsCommandContext, 'clock' | 'serverTime'>, aws: AwsCalls, accessPoint: AccessPointId,
  members: readonly LiveRoute[],
): Promise<string[]> {
  // The time of the computer can be wrong, and so can the time in the last answer, for example of one control Region.
  const times = [serverTime(), clock.now()];
  // The time in an answer of AWS has no fractions of a second.
  const range = { start: Math.min(...times) - RECENT, end: Math.max(...times) + SECOND };
  const history = await Promise.race([
    readRouteChanges(aws, clock, { accessPoint, members }, range).catch(toFailure),
    clock.sleep(LIMIT).then(() => undefined),
  ]);
  if (history === undefined) {
    return [`the recent changes are unknown: CloudTrail did not answer in ${LIMIT / SECOND} s`];
  }
  return 'kind' in history ? [] : [...history.changes.map(describeRouteChange), ...describeUnread(history)];
}

function describeRouteChange({ at, caller, through, dials }: RecordedChange): string {
  const routes = dials === undefined ? '' : ` to ${showRegionDials(dials)}`;
  return `${new Date(at).toISOString()} ${caller} changed the routes${routes} through ${through.join(', ')}`;
}

function describeUnread({ unread }: AccessPointHistory): string[] {
  const failures = unread.filter(({ failure }) => !isAccessDenied(failure));
  return failures.length === 0 ? [] : [`recent changes are unknown in ${showRegionFailures(failures)}`];
}
