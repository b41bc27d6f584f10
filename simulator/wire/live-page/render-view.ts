import { html } from 'hono/html';
import { type SimulatorControls } from '../../controls/controls';
import { describeEdges } from '../../controls/describe-edges';
import { type ReplicationFailure } from '../../objects/replication/replication-task';
import { type PageFragment, renderButton } from './control-button';
import { formatTime, pluralize } from './format-texts';
import { renderEdges } from './render-edges';
import { renderRegions } from './render-regions';
import { renderRequests } from './render-requests';
import { renderRoutes } from './render-routes';

const STEPS = [['1 minute', 60_000], ['15 minutes', 900_000], ['1 hour', 3_600_000]] as const;

/** Renders the parts of the live page that change. The script replaces each element by its id. */
export async function renderLiveView(controls: SimulatorControls): Promise<string> {
  const { simulator } = controls;
  const { accessPoints, at } = simulator.snapshot();
  return String(await html`${renderSummary(controls)}
${renderRegions(simulator)}
${renderEdges(describeEdges(controls))}
${renderRoutes(accessPoints, at)}
${renderClock(at)}
${renderRequests(simulator.journal.entries)}`);
}

function explainFailure({ code, reason }: ReplicationFailure): string {
  return reason === undefined ? code : `${code}: ${reason}`;
}

function renderSummary({ simulator }: SimulatorControls): PageFragment {
  const { buckets, accessPoints } = simulator.snapshot();
  const { pending, failures } = simulator.replication;
  return html`<ul class="summary" id="summary">
<li>${accessPoints.map(({ name }) => name).join(', ') || 'no access point'}</li>
<li>${pluralize(new Set(buckets.map(({ region }) => region)).size, 'Region')}</li>
<li>${pluralize(pending.length, 'copy', 'copies')} pending</li>
<li class="${failures.length > 0 ? 'bad' : ''}">${pluralize(failures.length, 'copy', 'copies')} failed${
  failures.length > 0 ? `, the last one with ${explainFailure(failures.at(-1)!)}` : ''}</li>
</ul>`;
}

function renderClock(at: number): PageFragment {
  return html`<section id="clock" aria-labelledby="clock-title">
<h2 id="clock-title">Clock</h2>
<div class="panel">
<p>${new Date(at).toISOString().slice(0, 10)} <strong>${formatTime(at)}</strong></p>
<div class="row">${STEPS.map(([text, advance]) => renderButton({
  control: 'clock',
  input: { advance },
  label: `+ ${text}`,
  description: `Advance the clock by ${text}`,
  done: `The clock advanced by ${text}.`,
}))}</div>
<div class="row">${renderButton({
  control: 'reset',
  label: 'Reset',
  done: 'The simulator has the state of its start.',
  confirm: 'Remove all objects and restore all Regions and routes?',
})}</div>
</div>
</section>`;
}
