import { html } from 'hono/html';
import { type DrillTrendEntry } from '../../control/drill/trend';
import { groupBy } from '../../src/diagnostics/group-by';
import { showDuration } from './durations';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';

/** The number of drills that the table lists. The chart shows all. */
const LISTED = 10;
const CHART = { width: 320, height: 56, margin: 6 };

/** Renders the trend of the recovery point and of the times over the stored reports of each access point. */
export function renderDrillTrend(drills: readonly DrillTrendEntry[] | undefined): HtmlFragment | undefined {
  if (drills === undefined) return undefined;
  return html`<section aria-labelledby="drills">
${renderHeading('drills', 'Drills')}
${[...groupBy(drills, ({ accessPointArn }) => accessPointArn)].map(([arn, own]) => renderAccessPoint(arn, own))}
</section>`;
}

function renderAccessPoint(arn: string, drills: readonly DrillTrendEntry[]): HtmlFragment {
  const ready = drills.filter(({ verdict }) => verdict === 'ready').length;
  const last = drills.slice(-LISTED).reverse();
  return html`<p><code>${arn}</code>: ${ready} of ${drills.length} drills were ready.</p>
<div class="charts">${renderChart('recovery point', drills.map(({ rpoSeconds }) => rpoSeconds))}${
  renderChart('replication of a canary', drills.map(({ replicationSeconds }) => replicationSeconds))}${
  renderChart('answer of a control Region', drills.map(({ routesSeconds }) => routesSeconds))}</div>
<div class="table"><table>
<caption>The last ${last.length} drills, the newest first.</caption>
<thead><tr><th scope="col">time</th><th scope="col">verdict</th><th scope="col" class="amount">recovery point</th>
<th scope="col" class="amount">canary</th><th scope="col" class="amount">control Region</th></tr></thead>
<tbody>${last.map(renderDrill)}</tbody></table></div>`;
}

function renderDrill(
  { startedAt, verdict, rpoSeconds, replicationSeconds, routesSeconds }: DrillTrendEntry,
): HtmlFragment {
  const amounts = [rpoSeconds, replicationSeconds, routesSeconds].map((seconds) =>
    html`<td class="amount">${showSeconds(seconds)}</td>`);
  const className = verdict === 'ready' ? '' : 'bad';
  const time = startedAt.slice(0, 16).replace('T', ' ');
  return html`<tr><td>${time}</td><td class="${className}">${verdict}</td>${amounts}</tr>
`;
}

function showSeconds(seconds: number | null): string {
  return seconds === null ? 'unknown' : showDuration(seconds);
}

/** Renders a line over all drills from zero to the largest figure. Drills without the figure interrupt the line. */
function renderChart(name: string, figures: readonly (number | null)[]): HtmlFragment | undefined {
  const known = figures.filter((figure) => figure !== null);
  if (known.length < 2) return undefined;
  const largest = Math.max(...known);
  const { width, height, margin } = CHART;
  const toX = (index: number) => margin + (index * (width - 2 * margin)) / Math.max(1, figures.length - 1);
  const toY = (figure: number) => height - margin - (figure * (height - 2 * margin)) / (largest || 1);
  const path = figures.map((figure, index) => {
    if (figure === null) return '';
    const isFirst = index === 0 || figures[index - 1] === null;
    return `${isFirst ? 'M' : 'L'}${toX(index).toFixed(1)} ${toY(figure).toFixed(1)}`;
  }).join('');
  const summary = `last ${showSeconds(figures.at(-1)!)}, largest ${showDuration(largest)}`;
  return html`<figure class="chart"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}: ${summary}">
<path class="trend" d="${path}"/></svg><figcaption>${name}: ${summary}</figcaption></figure>
`;
}
