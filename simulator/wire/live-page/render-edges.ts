import { html } from 'hono/html';
import { type EdgeDescription } from '../../controls/describe-edges';
import { type PageFragment, renderButton } from './control-button';
import { formatDuration, pluralize } from './format-texts';

/** Renders the replication queue of each edge, compared with the longest queue. */
export function renderEdges(edges: readonly EdgeDescription[]): PageFragment {
  const longest = Math.max(1, ...edges.map(({ pending }) => pending));
  return html`<section id="edges" aria-labelledby="edges-title">
<h2 id="edges-title">Replication</h2>
${edges.length === 0
  ? html`<p>There is no replication rule yet.</p>`
  : html`<ul class="edges">${edges.map((edge) => renderEdge(edge, longest))}</ul>
<div class="row note">${renderButton({ control: 'pause', label: 'Pause all', done: 'Replication has stopped.' })}${
  renderButton({ control: 'resume', label: 'Resume all', done: 'Replication continues.' })}</div>`}
</section>`;
}

function describeState({ isPaused, unreachable }: EdgeDescription): readonly [style: string, text: string] {
  if (isPaused) return ['warn', 'paused'];
  return unreachable.length > 0 ? ['bad', 'unreachable'] : ['quiet', 'running'];
}

function renderEdge(edge: EdgeDescription, longest: number): PageFragment {
  const { from, to, lagMs, pending, oldestMs, failed, isPaused } = edge;
  const [style, text] = describeState(edge);
  const isWaiting = isPaused || edge.unreachable.length > 0;
  const width = `${Math.round(pending / longest * 100)}%`;
  const queue = pending === 0 ? 'nothing pending' : `${pluralize(pending, 'copy', 'copies')} pending, oldest ${
    formatDuration(oldestMs)}`;
  return html`<li>
<h3 aria-label="${from} to ${to}">${from} → ${to}</h3>
<span class="pill ${style}">${text}</span>
<div class="queue"><p>${queue}${failed > 0 && html`, <span class="bad-text">${failed} failed</span>`}<span>lag ${
  formatDuration(lagMs)}</span></p>
<svg aria-hidden="true"><rect class="track" width="100%" height="10" rx="5"/>${pending > 0 && html`<rect ${
  ''}class="bar${isWaiting ? ' blocked' : ''}" width="${width}" height="10" rx="5"/>`}</svg></div>
${renderButton({
  control: isPaused ? 'resume' : 'pause',
  input: { from, to },
  label: isPaused ? 'Resume' : 'Pause',
  description: `${isPaused ? 'Resume' : 'Pause'} the replication from ${from} to ${to}`,
  done: `Replication from ${from} to ${to} ${isPaused ? 'continues' : 'has stopped'}.`,
})}
</li>`;
}
