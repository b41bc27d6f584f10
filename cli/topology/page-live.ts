import { html } from 'hono/html';
import { computeRpoSeconds, isBacklogEmpty, type ReplicationBacklog } from '../../control/backlog';
import { showFailure } from '../../control/failure';
import { type AccessPointStatusReport } from '../../control/status/access-point-status';
import { showDuration } from './durations';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';

export type LiveStatus = Pick<
  AccessPointStatusReport, 'arn' | 'readAt' | 'controlRegions' | 'agreed' | 'backlogs' | 'unknown' | 'members'
>;

/** An access point with 17 members has 272 pairs. The page lists the pairs with the largest backlogs. */
const LISTED = 20;

/** Renders the control Regions and the backlogs that AWS returned. */
export function renderLiveStatus(status: LiveStatus | undefined): HtmlFragment | undefined {
  if (status === undefined) return undefined;
  const { arn, readAt, controlRegions, agreed, unknown } = status;
  return html`<section aria-labelledby="live">
${renderHeading('live', 'Live state')}
<p><code>${arn}</code>, read at ${new Date(readAt).toISOString()}.${
  !agreed && ' Control Regions return different routes: the routes changed within the last two minutes.'}</p>
<div class="table"><table>
<thead><tr><th scope="col">control Region</th><th scope="col">answer</th>
<th scope="col" class="amount">time</th></tr></thead>
<tbody>${controlRegions.map(({ region, failure, tookMs }) => html`<tr><td>${region}</td><td>${
  failure === undefined ? 'routes' : html`<span class="bad">${showFailure(failure)}</span>`
}</td><td class="amount">${(tookMs / 1000).toFixed(1)} s</td></tr>
`)}</tbody></table></div>
${renderBacklogs(status)}
${unknown.length > 0 && html`<p>Unknown: ${unknown.map(({ what, why }) => `${what}: ${why}`).join('; ')}</p>`}
</section>`;
}

function renderBacklogs({ backlogs, readAt }: LiveStatus): HtmlFragment {
  const open = backlogs.filter((backlog) => !isBacklogEmpty(backlog))
    .sort((a, b) => (b.operations ?? Infinity) - (a.operations ?? Infinity));
  const empty = backlogs.length - open.length;
  if (open.length === 0) return html`<p>No replication is pending in ${empty} pairs of members.</p>`;
  const notes = [
    ...(open.length > LISTED ? [`${open.length - LISTED} further pairs are not listed.`] : []),
    ...(empty > 0 ? [`No replication is pending in ${empty} further pairs.`] : []),
  ];
  return html`<div class="table"><table>
<caption>Replication that is pending, or whose backlog is unknown.</caption>
<thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">backlog</th>
<th scope="col" class="amount">recovery point</th></tr></thead>
<tbody>${open.slice(0, LISTED).map((backlog) => renderBacklog(backlog, readAt))}</tbody></table></div>
${notes.length > 0 && html`<p>${notes.join(' ')}</p>`}`;
}

function renderBacklog(backlog: ReplicationBacklog, readAt: number): HtmlFragment {
  const { source, destination, operations, bytes, unknown } = backlog;
  const seconds = computeRpoSeconds(backlog, readAt);
  return html`<tr><td>${source.region}</td><td>${destination.region}</td>
<td>${unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown: ${unknown}`}</td>
<td class="amount">${seconds === undefined ? 'unknown' : showDuration(seconds)}</td></tr>
`;
}
