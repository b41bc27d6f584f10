import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { type EdgeView, type StackView } from './topology';

/** Renders the options of the replication rules, one line for each set of options. */
export function renderReplicationRuleOptions({
  id, group: { edges }, members,
}: NumberedAccessPointGroup): HtmlFragment | undefined {
  if (edges.length === 0) return undefined;
  const numbers = new Map(members.map(({ member, number }) => [member.key, number]));
  const sets = [...groupBy(edges, ({ options }) => options.join(' · '))];
  const items = sets.map(([options, own]) => {
    const rules = sets.length === 1 ? `in all ${edges.length} rules` : renderRuleList(own, numbers);
    return html`<li>${options || 'no options'} <small>${rules}</small></li>`;
  });
  return html`${renderHeading(`${id}-options`, 'Options of the replication rules')}
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
  const hasSeveralAccounts = new Set(stacks.map(({ account }) => account)).size > 1;
  const isUnordered = stacks.some(({ wave }) => wave === undefined);
  return html`<section aria-labelledby="stacks">
${renderHeading('stacks', 'Stacks, in deployment order')}
${!isUnordered && renderWaveLegend(stacks)}
<ul class="waves">${waves.map(([wave, own]) =>
  renderWave(wave === '' ? 'any order' : `wave ${wave}`, own, hasSeveralAccounts))}</ul>
${isUnordered && html`<p>Templates do not contain stack dependencies; a cdk.out folder does.</p>`}
</section>`;
}

/** Explains the waves, and the marks of stacks that a deployment adds or removes. */
function renderWaveLegend(stacks: readonly StackView[]): HtmlFragment {
  const marks = (['added', 'removed'] as const).filter((mark) => stacks.some(({ change }) => change === mark));
  return html`<p class="legend">CloudFormation can deploy the stacks of a wave in parallel. A stack depends only on
stacks of earlier waves.${marks.includes('added') && html` A green border marks an added stack.`}${
  marks.includes('removed') && html` A line through the name marks a removed stack.`}</p>`;
}

function renderWave(name: string, stacks: readonly StackView[], hasSeveralAccounts: boolean): HtmlFragment {
  const chips = stacks.map((stack) => renderStack(stack, hasSeveralAccounts));
  return html`<li><strong>${name}</strong><ul class="chips">${chips}</ul></li>`;
}

/** The header of the page contains the account if all stacks have the same. */
function renderStack({ name, region, account, change }: StackView, hasSeveralAccounts: boolean): HtmlFragment {
  const details = [region, hasSeveralAccounts ? account : undefined, change]
    .filter((detail) => detail !== undefined).join(', ');
  return html`<li class="${change ?? ''}">${name} <small>${details}</small></li>`;
}
