import { type RecordedChange } from '../../control/history/recorded-change';
import { showRegionDials } from '../../control/routes/routing';
import { renderMarkdownTable } from '../markdown-table';
import { type HistoryReport } from './history';
import { renderTable } from './render-table';

const HEAD = ['time', 'change', 'caller', 'from', 'through'];

/** Renders the changes as a table for a terminal. */
export function renderHistory(report: HistoryReport, columns: number): string {
  const { arn, changes, unread } = report;
  return [
    `${arn}\n${describeRange(report)}\n\n`,
    changes.length === 0 ? 'No recorded changes.\n' : renderTable(HEAD, changes.map(listCells), columns),
    ...(unread.length === 0
      ? []
      : [`\n${renderTable(['unknown', 'reason'], unread.map(({ what, why }) => [what, why]), columns)}`]),
  ].join('');
}

/** Renders the changes as Markdown, for the record of an incident. */
export function renderHistoryAsMarkdown(report: HistoryReport): string {
  const { arn, changes, unread } = report;
  return [
    `Changes of \`${arn}\`, ${describeRange(report)}`,
    '',
    ...(changes.length === 0 ? ['No recorded changes.'] : renderMarkdownTable(HEAD, changes.map(listCells))),
    ...(unread.length === 0
      ? []
      : ['', ...renderMarkdownTable(['unknown', 'reason'], unread.map(({ what, why }) => [what, why]))]),
    '',
  ].join('\n');
}

function describeRange({ since, until }: HistoryReport): string {
  return `${toIso(since)} to ${toIso(until)}`;
}

function listCells({ at, operation, part, subject, dials, caller, sourceAddress, through }: RecordedChange): string[] {
  const detail = part === 'replication' ? ` of ${subject}` : dials === undefined ? '' : ` ${showRegionDials(dials)}`;
  const change = operation.startsWith('Delete') ? `${part} deleted` : part;
  return [toIso(at), `${change}${detail}`, caller, sourceAddress ?? 'unknown', through.join(' ')];
}

/** Returns the history for `--json`. `docs/command-line.schema.json` is its JSON schema. */
export function toHistoryJson({ arn, since, until, changes, unread }: HistoryReport): object {
  return {
    version: 1,
    accessPointArn: arn,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    changes: changes.map(({ at, dials, ...change }) =>
      ({ at: new Date(at).toISOString(), ...change, ...(dials && { routes: dials }) })),
    unread,
  };
}

/** CloudTrail has a resolution of one second. */
function toIso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
