import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { showDuration } from './durations';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { type AlarmView, type NotificationKind, type NotificationView } from './topology';

/** The number of pairs that a line lists. */
const LISTED = 12;
/** The number of Regions that a row lists. */
const LISTED_REGIONS = 6;

/** Renders the alarms, the notifications, the runbook documents and the drills of a group. */
export function renderOperations(entry: NumberedAccessPointGroup): HtmlFragment | undefined {
  const { id, group: { edges, operations: { alarms, notifications, runbooks, drills } } } = entry;
  if ([edges, notifications, runbooks, drills].every(({ length }) => length === 0)) return undefined;
  const drillRows = drills.map(({ name, schedule, maxRpoSeconds, reports }) => renderRow('drill', html`
<code>${name}</code>, ${schedule || 'no schedule'}, accepted recovery point ${showDuration(maxRpoSeconds)},
reports in <code>${reports}</code>`));
  const runbookRows = runbooks.map(({ name, regions }) =>
    renderRow('runbook document', html`<code>${name}</code> in ${renderRegions(regions)}`));
  return html`<section class="third" aria-labelledby="${id}-operations">
${renderHeading(`${id}-operations`, 'Alarms, notifications, runbooks and drills')}
<div class="table"><table class="facts"><tbody>${edges.length > 0 && renderAlarms(alarms, entry)}${
  renderNotifications(entry)}${
  runbooks.length > 0 ? runbookRows : renderRow('runbook document', 'none in these templates')}${
  drills.length > 0 ? drillRows : renderRow('drill', 'none in these templates')}</tbody></table></div>
</section>`;
}

function renderRow(name: string, content: HtmlFragment | string, kind = ''): HtmlFragment {
  return html`<tr class="${kind}"><th scope="row">${name}</th><td>${content}</td></tr>
`;
}

function renderAlarms(
  alarms: readonly AlarmView[], { group: { edges }, members }: NumberedAccessPointGroup,
): HtmlFragment {
  const numbers = new Map(members.map(({ member, number }) => [member.key, number]));
  const covered = new Set(alarms.map(({ from, to }) => `${from} ${to}`));
  const current = edges.filter(({ change }) => change !== 'removed');
  const open = current.filter(({ from, to }) => !covered.has(`${from} ${to}`))
    .map(({ from, to }) => `${numbers.get(from)} → ${numbers.get(to)}`);
  const metrics = [...groupBy(alarms, ({ metric }) => metric)].map(([metric, own]) => `${own.length} for ${metric}`);
  const more = open.length > LISTED ? ` and ${open.length - LISTED} more` : '';
  return html`${renderRow('replication alarms', alarms.length === 0 ? 'none in these templates' : metrics.join(', '))}${
    alarms.length > 0 && renderRow('replication without an alarm',
      open.length === 0 ? 'none' : `${open.slice(0, LISTED).join(', ')}${more}`)}`;
}

/** Renders the targets of each kind of event, and the kinds without a target. */
function renderNotifications({ group: { accessPoints, edges, operations } }: NumberedAccessPointGroup): HtmlFragment[] {
  const { alarms, notifications, runbooks } = operations;
  const possible: [kind: NotificationKind, isPossible: boolean][] = [
    ['alarm states', alarms.length > 0], ['bucket changes', edges.length > 0 || accessPoints.length > 0],
    ['access point changes', accessPoints.length > 0], ['route changes', accessPoints.length > 0],
    ['runbook executions', runbooks.length > 0],
  ];
  return possible.filter(([, isPossible]) => isPossible).map(([kind]) => {
    const found = notifications.find((notification) => notification.kind === kind);
    const withActions = kind === 'alarm states' ? alarms.filter(({ actions }) => actions > 0).length : 0;
    if (found === undefined && withActions === 0) {
      return renderRow(kind, 'no notification in these templates', 'absent');
    }
    return renderRow(kind, html`${withActions > 0 && `actions of ${withActions} of ${alarms.length} alarms`}${
      withActions > 0 && found && '; '}${found && renderNotification(found)}`);
  });
}

function renderNotification({ targets, regions }: NotificationView): HtmlFragment {
  return html`${targets.length > 0 ? html`notify <code>${targets.join(', ')}</code>` : 'no target'}, from ${
    renderRegions(regions)}`;
}

/** Renders the codes of some Regions, each on one line, or the number of many Regions. */
function renderRegions(regions: readonly string[]): HtmlFragment | string {
  if (regions.length > LISTED_REGIONS) return `${regions.length} Regions`;
  return html`${regions.map((region, index) =>
    html`${index > 0 && ', '}<span class="region-code">${region}</span>`)}`;
}
