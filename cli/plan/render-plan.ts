import { escapeControlCharacters } from '../escape-controls';
import { escapeMarkdown, renderMarkdownTable } from '../markdown-table';
import { type DeploymentPlan } from './make-plan';
import { PLANNED_ACTIONS, type PlannedEffect } from './planned-effect';

export const NO_EFFECT = 'The deployment changes no access point, route, policy, replication rule or bucket.';

/** Renders one block of lines for each effect, and a summary. */
export function renderPlanAsText({ effects, unknown }: DeploymentPlan): string {
  const blocks = effects.map((effect) => [
    `${effect.action.toUpperCase().padEnd(8)} ${effect.kind} ${effect.name}  (${effect.path})`,
    `  ${effect.reason}`,
    ...(effect.clients === undefined ? [] : [`  clients: ${effect.clients}`]),
    ...(effect.data === undefined ? [] : [`  data: ${effect.data}`]),
  ].map(escapeControlCharacters).join('\n'));
  const unread = unknown.map(({ what, why }) => escapeControlCharacters(`not read: ${what}: ${why}`));
  return [...blocks, ...unread, summarizeEffects(effects), ''].join('\n');
}

const HEAD = ['action', 'resource', 'name', 'reason', 'clients', 'data'];

/** Renders a table for a comment of a pull request. */
export function renderPlanAsMarkdown({ effects, unknown }: DeploymentPlan): string {
  const rows = effects.map(({ action, kind, name, reason, clients = '', data = '' }) =>
    [action, kind, name, reason, clients, data]);
  return [
    '### Effects of the deployment',
    '',
    ...(rows.length === 0 ? [] : [...renderMarkdownTable(HEAD, rows), '']),
    summarizeEffects(effects),
    ...unknown.map(({ what, why }) => `- not read: ${escapeMarkdown(`${what}: ${why}`)}`),
    '',
  ].join('\n');
}

function summarizeEffects(effects: readonly PlannedEffect[]): string {
  if (effects.length === 0) return NO_EFFECT;
  const counts = PLANNED_ACTIONS.flatMap((action) => {
    const count = effects.filter((effect) => effect.action === action).length;
    return count === 0 ? [] : [`${count} ${action}`];
  });
  return `Plan: ${counts.join(', ')}.`;
}
