import { createColors } from 'picocolors';
import { showFailureWithStatus } from '../../control/failure';
import { type BucketPresence, type AccessPointStatusReport } from '../../control/status/access-point-status';
import { type FailoverReadiness } from '../../control/status/readiness';
import { type Drift } from '../drift/drift';
import { escapeControlCharacters } from '../escape-controls';
import { type AwsCommandContext } from './command-context';
import { renderBacklogs, renderTrafficDial } from './render-reports';
import { renderTable } from './render-table';
import { type AssessedStatus } from './status';

const PRESENCES: Readonly<Record<BucketPresence, string>> = { there: 'yes', missing: 'no', unknown: 'unknown' };

/** Renders a status for a terminal. The verdict comes first. */
export function renderStatus(
  { report, readiness, comparison }: AssessedStatus, { colour, columns }: Pick<AwsCommandContext, 'colour' | 'columns'>,
): string {
  const { unknown, agreed, backlogs, readAt } = report;
  const parts = [
    renderReadiness(readiness, colour),
    renderHead(report),
    renderMembers(report, columns),
    renderControlRegions(report, columns),
    ...(agreed ? [] : ['Control Regions return different routes: the routes changed within the last two minutes.\n']),
    ...(backlogs.length === 0 ? [] : [renderBacklogs(backlogs, readAt, columns)]),
    ...(unknown.length === 0
      ? []
      : [renderTable(['unknown', 'reason'], unknown.map(({ what, why }) => [what, why]), columns)]),
    ...(comparison === undefined ? [] : [renderDrift(comparison.drift)]),
  ];
  return parts.join('\n');
}

export function renderReadiness({ ready, members, reason }: FailoverReadiness, colour: boolean): string {
  const { green, red } = createColors(colour);
  if (reason !== undefined) return `${red('NOT READY')}: ${escapeControlCharacters(reason)}\n`;
  return members.map(({ region, ready: isReady, targets, rpoSeconds, reason: why }) => {
    if (!isReady) return `${region}: ${red('NOT READY')}: ${escapeControlCharacters(why ?? '')}\n`;
    if (targets.length === 0) return `${region}: ${green('READY')}, the only member\n`;
    return `${region}: ${green('READY')} to fail over to ${targets.join(' or ')}, recovery point ${rpoSeconds} s\n`;
  }).join('') || `${ready ? green('READY') : red('NOT READY')}\n`;
}

function renderHead({ name, status, arn, isPublic, members, readAt }: AccessPointStatusReport): string {
  const deleted = members.filter(({ presence }) => presence === 'missing').map(({ bucket, region, account }) =>
    escapeControlCharacters(
      `Member bucket ${bucket} in ${region}${account === undefined ? '' : ` of account ${account}`} does not exist.`,
    ) + '\n');
  const title = escapeControlCharacters(`${name ?? 'name unknown'}  ${status ?? 'status unknown'}`);
  return [
    `${title}  ${new Date(readAt).toISOString()}\n`,
    `${arn}\n`,
    `policy: ${isPublic === undefined ? 'public status unknown' : isPublic ? 'PUBLIC' : 'not public'}\n`,
    ...deleted,
  ].join('');
}

function renderMembers({ members }: AccessPointStatusReport, columns: number): string {
  const rows = members.map(({ region, bucket, presence, dial, replicatesTo }) =>
    [region, bucket, PRESENCES[presence], renderTrafficDial(dial), replicatesTo?.join(' ') ?? 'unknown']);
  return renderTable(['region', 'bucket', 'exists', 'route', 'replicates to'], rows, columns);
}

function renderControlRegions({ controlRegions }: AccessPointStatusReport, columns: number): string {
  const rows = groupEqual(controlRegions.map(({ region, failure, tookMs }) =>
    [
      region,
      failure === undefined ? 'yes' : `no: ${showFailureWithStatus(failure)}`,
      `${(tookMs / 1000).toFixed(1)} s`,
    ]));
  return renderTable(['control Region', 'answers', 'time'], rows, columns);
}

/** Prints a failure once that several control Regions have in common. */
function groupEqual(rows: readonly string[][]): string[][] {
  return rows.map(([region, answer, time], index) => {
    const first = rows.findIndex((row) => row[1] === answer);
    return [region, first < index && answer !== 'yes' ? `no: as ${rows[first][0]}` : answer, time];
  });
}

/** Renders the differences in sequence, because policies and rules are too long for a table. */
export function renderDrift(drift: readonly Drift[]): string {
  if (drift.length === 0) return 'No drift.\n';
  return drift.map(({ what, subject, declared, live }) =>
    [`drift of ${what}, ${subject}`, `  declared  ${declared}`, `  live      ${live}`]
      .map((line) => `${escapeControlCharacters(line)}\n`)
      .join('')).join('');
}
