import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { showDuration } from './durations';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { type AlarmView } from './topology';

/** The number of pairs that a line lists. */
const LISTED = 12;

/** Renders the alarms, the runbook documents and the drills of a group, and the replication without an alarm. */
export function renderOperations(entry: NumberedAccessPointGroup): HtmlFragment | undefined {
  const { id, group: { edges, operations: { alarms, runbooks, drills } } } = entry;
  if (edges.length === 0 && runbooks.length === 0 && drills.length === 0) return undefined;
  const drillRows = drills.map(({ name, schedule, maxRpoSeconds, reports }) => renderRow('drill', html`
<code>${name}</code>, ${schedule || 'no schedule'}, accepted recovery point ${showDuration(maxRpoSeconds)},
reports in <code>${reports}</code>`));
  const runbookRows = runbooks.map(({ name, regions }) =>
    renderRow('runbook document', html`<code>${name}</code> in ${regions.join(', ')}`));
  return html`<section class="third" aria-labelledby="${id}-operations">
${renderHeading(`${id}-operations`, 'Alarms, runbooks and drills')}
<div class="table"><table class="facts"><tbody>${edges.length > 0 && renderAlarms(alarms, entry)}${
  runbooks.length > 0 ? runbookRows : renderRow('runbook document', 'none in these templates')}${
  drills.length > 0 ? drillRows : renderRow('drill', 'none in these templates')}</tbody></table></div>
</section>`;
}

function renderRow(name: string, content: HtmlFragment | string): HtmlFragment {
  return html`<tr><th scope="row">${name}</th><td>${content}</td></tr>
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
