import { type AwsCalls } from '../../control/aws';
import { type BucketLocation } from '../../control/backlog';
import { SECOND } from '../../control/clock';
import {
  type Failure, isAccessDenied, showFailureWithStatus, showRegionFailures, toFailure,
} from '../../control/failure';
import { type AccessPointHistory, readAccessPointHistory } from '../../control/history/read-history';
import { isListCutOff } from '../../control/pages';
import { readEveryControlRegion } from '../../control/routes/every-control-region';
import { type AccessPointId } from '../../control/status/access-point-status';
import { findListedAccessPointByAlias } from '../../control/status/find-access-point';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { CommandError } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { type AwsCommandContext, type CommonOptions, runCommand, writeJson } from './command-context';
import { findAccessPoint } from './find-access-point';
import { renderHistory, renderHistoryAsMarkdown, toHistoryJson } from './render-history';

export interface HistoryCommandOptions extends CommonOptions {
  /** How far the history goes back, in seconds. */
  readonly since: number;
  readonly format: 'text' | 'markdown';
}

/** A part of the history that could not be read. */
export interface UnreadHistoryPart {
  readonly what: string;
  readonly why: string;
}

/** The history of an access point within a time. */
export interface HistoryReport extends Pick<AccessPointHistory, 'changes'> {
  readonly arn: string;
  readonly since: number;
  readonly until: number;
  readonly unread: readonly UnreadHistoryPart[];
}

const RENDERERS = { text: renderHistory, markdown: renderHistoryAsMarkdown };

/** Prints the changes of an access point that CloudTrail has recorded. */
export function runHistory(context: AwsCommandContext, name: string, options: HistoryCommandOptions): Promise<void> {
  return runCommand(context, options, async () => {
    const aws = await context.connect();
    const report = await readHistory(context, aws, await findAccessPoint(context, aws, name, options), options);
    if (options.json) writeJson(context.output, toHistoryJson(report));
    else context.output.write(RENDERERS[options.format](report, context.columns));
    return chooseExitCode(report);
  });
}

/** A history with a gap is no proof that nothing changed. */
function chooseExitCode({ unread }: HistoryReport): ExitCode {
  return unread.length === 0 ? EXIT_CODES.SUCCESS : EXIT_CODES.PROBLEMS;
}

async function readHistory(
  { clock, serverTime }: AwsCommandContext, aws: AwsCalls, accessPoint: AccessPointId, options: HistoryCommandOptions,
): Promise<HistoryReport> {
  const { name, members, unread } = await readTarget(clock, aws, accessPoint);
  const until = serverTime();
  const since = until - options.since * SECOND;
  const range = { start: since, end: until };
  const history = await readAccessPointHistory(aws, clock, { accessPoint, name, members }, range);
  checkAnswers(history);
  const failures = history.unread.map(({ part, region, failure }) =>
    ({ what: `changes of the ${part} in ${region}`, why: showUnreadReason(failure) }));
  const isRepeated = ({ what }: UnreadHistoryPart, index: number) =>
    failures.findIndex((failure) => failure.what === what) < index;
  return {
    arn: accessPoint.arn,
    since,
    until,
    changes: history.changes,
    unread: [...unread, ...failures.filter((failure, index) => !isRepeated(failure, index))],
  };
}

function showUnreadReason(failure: Failure): string {
  const action = isListCutOff(failure) ? '; choose a shorter --since' : '';
  return showFailureWithStatus(failure) + action;
}

/** Throws if no Region returned any event. */
function checkAnswers({ changes, unread, lookups }: AccessPointHistory): void {
  if (changes.length > 0 || unread.length < lookups || unread.some(({ failure }) => isListCutOff(failure))) return;
  const failures = unread.filter(({ part }) => part === 'routes');
  const areDenied = unread.every(({ failure }) => isAccessDenied(failure));
  throw new CommandError(
    `CloudTrail returned no events: ${showRegionFailures(failures)}`
    + (areDenied ? '; allow cloudtrail:LookupEvents for your role' : ''),
    areDenied ? EXIT_CODES.PROBLEMS : EXIT_CODES.UNREACHABLE,
  );
}

interface ReadTarget {
  readonly name?: string;
  readonly members: readonly BucketLocation[];
  readonly unread: readonly UnreadHistoryPart[];
}

/** Reads the name and the members of the access point. Without them, a part of the history cannot be read. */
async function readTarget(
  clock: AwsCommandContext['clock'], aws: AwsCalls, { arn, account, alias }: AccessPointId,
): Promise<ReadTarget> {
  const [listed, reads] = await Promise.all([
    findListedAccessPointByAlias(aws, clock, account, alias).catch(toFailure),
    readEveryControlRegion(aws, clock, account, arn),
  ]);
  const routes = reads.find((read) => read.routes !== undefined)?.routes;
  const found = listed === undefined || 'kind' in listed ? undefined : listed;
  const members = found?.members ?? routes ?? [];
  const isFailure = listed !== undefined && 'kind' in listed;
  const why = isFailure
    ? `${CONTROL_PLANE_REGION.region}: ${showFailureWithStatus(listed)}`
    : 'the access point does not exist';
  return {
    ...(found && { name: found.name }),
    members,
    unread: [
      ...(found === undefined ? [{ what: 'changes of the policy', why }] : []),
      ...(members.length === 0 ? [{ what: 'changes of the replication', why: 'the members are unknown' }] : []),
    ],
  };
}
