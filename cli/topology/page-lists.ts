import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { type Html } from './map';
import { type NumberedGroup } from './numbered';
import { type EdgeView, type StackView } from './topology';

/** What rules replicate, one line for each set of options. */
export function renderOptions({ group: { edges }, members }: NumberedGroup): Html | undefined {
  if (edges.length === 0) return undefined;
  const numbers = new Map(members.map(({ member, number }) => [member.key, number]));
  const sets = [...groupBy(edges, ({ options }) => options.join(' · '))];
  return html`<h2>What is replicated</h2>
<ul class="chips">${sets.map(([options, own]) => html`<li>${options || 'objects alone'} <small>${sets.length === 1 ? `in all ${edges.length} rules` : ruleList(own, numbers)}</small></li>`)}</ul>`;
}

const LISTED = 12;

function ruleList(edges: readonly EdgeView[], numbers: ReadonlyMap<string, number>): string {
  const shown = edges.slice(0, LISTED).map(({ from, to }) => `${numbers.get(from)} → ${numbers.get(to)}`).join(', ');
  return edges.length > LISTED ? `${shown} and ${edges.length - LISTED} more` : shown;
}

/** Stacks in waves: those of one wave wait for nothing but the wave before. */
export function renderStacks(stacks: readonly StackView[]): Html {
  const waves = [...groupBy(stacks, ({ wave }) => String(wave ?? ''))];
  return html`<section aria-labelledby="stacks">
<h2 id="stacks">Stacks, in the order of their deployment</h2>
<ul class="waves">${waves.map(([wave, own]) => html`<li><strong>${wave === '' ? 'in any order' : `wave ${wave}`}</strong><ul class="chips">${
  own.map(({ name, region, change }) => html`<li class="${change ?? ''}">${name} <small>${region}${change && `, ${change}`}</small></li>`)}</ul></li>`)}</ul>
${stacks.some(({ wave }) => wave === undefined) && html`<p>Templates alone do not say which stack waits for which; a cdk.out folder does.</p>`}
</section>`;
}
