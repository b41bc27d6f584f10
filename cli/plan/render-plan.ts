import { escapeControlCharacters } from '../escape-controls';
import { escapeMarkdown, renderMarkdownTable } from '../markdown-table';
import { type DeploymentPlan } from './make-plan';
import { PLANNED_ACTIONS } from './planned-effect';

const NO_EFFECT = 'The deployment changes no access point, route, policy, replication rule or bucket.';
const NO_READ_EFFECT = 'The deployment changes nothing in the parts that could be read.';

/** Renders one block of lines for each effect, and a summary. */
export function renderPlanAsText({ effects, unknown }: DeploymentPlan): string {
  const blocks = effects.map((effect) => [
    `${effect.action.toUpperCase().padEnd(8)} ${effect.kind} ${effect.name}  (${effect.path})`,
    `  ${effect.reason}`,
    ...(effect.clients === undefined ? [] : [`  clients: ${effect.clients}`]),
    ...(effect.data === undefined ? [] : [`  data: ${effect.data}`]),
  ].map(escapeControlCharacters).join('\n'));
  const unread = unknown.map(({ what, why }) => escapeControlCharacters(`not read: ${what}: ${why}`));
  return [...blocks, ...unread, summarize({ effects, unknown }), ''].join('\n');
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
    summarize({ effects, unknown }),
    ...unknown.map(({ what, why }) => `- not read: ${escapeMarkdown(`${what}: ${why}`)}`),
    '',
  ].join('\n');
}

function summarize({ effects, unknown }: DeploymentPlan): string {
  if (effects.length === 0) return unknown.length === 0 ? NO_EFFECT : NO_READ_EFFECT;
  const counts = PLANNED_ACTIONS.flatMap((action) => {
    const count = effects.filter((effect) => effect.action === action).length;
    return count === 0 ? [] : [`${count} ${action}`];
  });
  return `Plan: ${counts.join(', ')}.`;
}
