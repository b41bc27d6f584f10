import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { type NumberedAccessPointGroup } from './numbered-members';
import { type HtmlFragment } from './render-map';
import { type EdgeView, type StackView } from './topology';

/** Renders the options of the replication rules, one line for each set of options. */
export function renderReplicationRuleOptions({
  group: { edges }, members,
}: NumberedAccessPointGroup): HtmlFragment | undefined {
  if (edges.length === 0) return undefined;
  const numbers = new Map(members.map(({ member, number }) => [member.key, number]));
  const sets = [...groupBy(edges, ({ options }) => options.join(' · '))];
  const items = sets.map(([options, own]) => {
    const rules = sets.length === 1 ? `in all ${edges.length} rules` : renderRuleList(own, numbers);
    return html`<li>${options || 'no options'} <small>${rules}</small></li>`;
  });
  return html`<h2>Options of the replication rules</h2>
<ul class="chips">${items}</ul>`;
}

const LISTED = 12;

function renderRuleList(edges: readonly EdgeView[], numbers: ReadonlyMap<string, number>): string {
  const shown = edges.slice(0, LISTED).map(({ from, to }) => `${numbers.get(from)} → ${numbers.get(to)}`).join(', ');
  return edges.length > LISTED ? `${shown} and ${edges.length - LISTED} more` : shown;
}

/** Renders the stacks in deployment waves. The stacks of a wave depend on stacks of earlier waves only. */
export function renderStacks(stacks: readonly StackView[]): HtmlFragment {
  const waves = [...groupBy(stacks, ({ wave }) => String(wave ?? ''))];
  const isUnordered = stacks.some(({ wave }) => wave === undefined);
  return html`<section aria-labelledby="stacks">
<h2 id="stacks">Stacks, in deployment order</h2>
<ul class="waves">${waves.map(([wave, own]) => renderWave(wave === '' ? 'any order' : `wave ${wave}`, own))}</ul>
${isUnordered && html`<p>Templates do not contain stack dependencies; a cdk.out folder does.</p>`}
</section>`;
}

function renderWave(name: string, stacks: readonly StackView[]): HtmlFragment {
  return html`<li><strong>${name}</strong><ul class="chips">${stacks.map(renderStack)}</ul></li>`;
}

function renderStack({ name, region, change }: StackView): HtmlFragment {
  return html`<li class="${change ?? ''}">${name} <small>${region}${change && `, ${change}`}</small></li>`;
}
