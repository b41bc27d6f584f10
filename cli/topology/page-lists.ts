import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { listRuleSets } from './rule-sets';
import { type StackView } from './topology';

/** Renders the options of the replication rules, one line for each set of options. */
export function renderReplicationRuleOptions(entry: NumberedAccessPointGroup): HtmlFragment | undefined {
  const sets = listRuleSets(entry);
  if (sets.length === 0) return undefined;
  const items = sets.map(({ options, rules }) => html`<li>${options} <small>${rules}</small></li>`);
  return html`${renderHeading(`${entry.id}-options`, 'Options of the replication rules')}
<ul class="chips">${items}</ul>`;
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
