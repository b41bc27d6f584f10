import { html } from 'hono/html';
import { type AccessPointSnapshot, activeRegionsAt } from '../../snapshot';
import { type PageFragment, renderButton } from './control-button';
import { formatDuration } from './format-texts';

/** Renders the routes of all access points, and the time until submitted routes take effect. */
export function renderRoutes(accessPoints: readonly AccessPointSnapshot[], at: number): PageFragment {
  return html`<section id="routes" aria-labelledby="routes-title">
<h2 id="routes-title">Routes</h2>
${accessPoints.length === 0 && html`<p>There is no access point yet.</p>`}
${accessPoints.map((accessPoint) => renderAccessPoint(accessPoint, at))}
</section>`;
}

function renderAccessPoint({ name, arn, regions, routes }: AccessPointSnapshot, at: number): PageFragment {
  const active = activeRegionsAt(routes, at);
  const waitMs = routes[routes.length - 1].effectiveAt - at;
  const all = regions.map(({ Region }) => Region);
  return html`<div class="table">
<table class="routes">
<caption>${name} <code>${arn}</code></caption>
<thead><tr><th scope="col">Region</th><th scope="col">Bucket</th><th scope="col">Route</th></tr></thead>
<tbody>${regions.map(({ Region, Bucket }) => html`<tr><th scope="row">${Region}</th>
<td><code>${Bucket}</code></td><td>${active.includes(Region)
  ? html`<span class="pill chosen">active</span>`
  : html`<span class="pill quiet">passive</span>`}</td></tr>`)}</tbody>
</table>
</div>
${waitMs > 0 && html`<p class="note">New routes take effect in ${formatDuration(waitMs)}.</p>`}
${regions.length > 1 && html`<div class="row note">${renderButton({
  control: 'failover',
  input: { accessPoint: arn, active: all },
  label: 'Make all members active',
  description: `Make all members active in ${name}`,
  done: `All members of ${name} are active.`,
})}</div>`}`;
}
