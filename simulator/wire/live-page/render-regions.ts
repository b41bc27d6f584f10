import { html } from 'hono/html';
import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type RegionCondition } from '../../objects/region-conditions';
import { type Simulator } from '../../simulator';
import { type AccessPointSnapshot, activeRegionsAt } from '../../snapshot';
import { type ControlButton, type PageFragment, renderButton } from './control-button';
import { formatDuration, pluralize } from './format-texts';

const SLOW_MS = 2000;

const CONDITION_TEXTS: Readonly<Record<RegionCondition['kind'], readonly [style: string, text: string]>> = {
  available: ['good', 'available'],
  slow: ['warn', 'slow'],
  hanging: ['bad', 'hangs'],
  lost: ['bad', 'lost'],
};

const CONDITION_CONTROLS: readonly (Omit<ControlButton, 'input' | 'done'> & {
  readonly kind: RegionCondition['kind']; readonly result: string; readonly input?: object;
})[] = [
  { kind: 'available', control: 'restore', label: 'Restore', result: 'is available' },
  { kind: 'slow', control: 'slow', label: 'Slow', result: 'answers two seconds later', input: { delay: SLOW_MS } },
  { kind: 'hanging', control: 'hang', label: 'Hang', result: 'does not answer' },
  { kind: 'lost', control: 'lose', label: 'Lose', result: 'resets all connections' },
];

/** Renders a card for each Region, with its buckets, its routes and its buttons. */
export function renderRegions(simulator: Simulator): PageFragment {
  const { accessPoints, at } = simulator.snapshot();
  const buckets = simulator.buckets.list();
  const regions = [...new Set(buckets.map(({ region }) => region))].sort();
  return html`<section id="regions" aria-labelledby="regions-title">
<h2 id="regions-title">Regions</h2>
${regions.length === 0 && html`<p>There is no bucket yet.</p>`}
<ul class="regions">${regions.map((region) => renderRegion(
  region, simulator, buckets.filter((bucket) => bucket.region === region),
  accessPoints.filter((accessPoint) => accessPoint.regions.some((member) => member.Region === region)), at,
))}</ul>
</section>`;
}

function renderRegion(
  region: string, simulator: Simulator, buckets: readonly SimulatedBucket[],
  accessPoints: readonly AccessPointSnapshot[], at: number,
): PageFragment {
  const condition = simulator.regions.get(region);
  const [style, text] = CONDITION_TEXTS[condition.kind];
  const delay = condition.kind === 'slow' ? ` (${formatDuration(condition.ms)})` : '';
  const isActive = accessPoints.some(({ routes }) => activeRegionsAt(routes, at).includes(region));
  return html`<li class="region ${condition.kind}">
<div class="title"><h3>${region}</h3>${accessPoints.length > 0 && (isActive
  ? html`<span class="pill chosen">active</span>` : html`<span class="pill quiet">passive</span>`)}
<span class="pill ${style}">${text}${delay}</span></div>
<dl class="buckets">${buckets.map(renderBucket)}</dl>
<div class="actions">
<div class="switch" role="group" aria-label="Condition of ${region}">${CONDITION_CONTROLS.map((entry) => renderButton({
  control: entry.control,
  input: { region, ...entry.input },
  label: entry.label,
  description: `${entry.label} ${region}`,
  done: `${region} ${entry.result}.`,
  isPressed: entry.kind === condition.kind,
}))}</div>
${accessPoints.length > 0 && html`<div class="row">${accessPoints.map(({ arn, name }) => renderButton({
  control: 'failover',
  input: { accessPoint: arn, active: [region] },
  label: accessPoints.length > 1 ? `Fail ${name} over to this Region` : 'Fail over to this Region',
  description: `${accessPoints.length > 1 ? `Fail ${name} over` : 'Fail over'} to this Region, ${region}`,
  done: `Only ${region} is active in ${name}.`,
}))}</div>`}
</div>
</li>`;
}

function renderBucket({ name, objects }: SimulatedBucket): PageFragment {
  const keys = objects.keys();
  const count = keys.filter((key) => objects.current(key)?.kind === 'object').length;
  const versions = keys.reduce((sum, key) => sum + objects.versions(key).length, 0);
  return html`<div><dt><code>${name}</code></dt><dd><strong>${count}</strong> <small>${
    count === 1 ? 'object' : 'objects'}, ${pluralize(versions, 'version')}</small></dd></div>`;
}
