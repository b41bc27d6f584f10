import { type ProbeResult } from '../run';
import { nameLocalTarget } from '../targets/local';
import { renderMarkdownTable } from './markdown-table';

/** Counts decisions, the refuted ones first. */
function summarize(results: readonly ProbeResult[]): string {
  const count = (decision: string) => results.filter((result) => result.decision === decision).length;
  return `${results.length} probes: ${count('refuted')} refuted, ${count('cannot tell')} cannot tell, `
    + `${count('confirmed')} confirmed`;
}

/** Renders a report for people: the decisions, and the calls of every probe. */
export function renderReport(results: readonly ProbeResult[], date: string): string {
  const decisions = results.map(({ assumption, probe, decision, observation }) => [
    assumption.id, nameLocalTarget(probe), decision, firstLine(observation),
  ]);
  const calls = results.filter(({ steps }) => steps.length > 0).map(({ assumption, steps, cleanUpSteps }) => [
    `### ${assumption.id}`,
    assumption.statement,
    renderMarkdownTable(
      ['time', 'Region', 'operation', 'outcome', 'request id'],
      [...steps, ...cleanUpSteps].map(({ at, region, operation, outcome, requestId = '' }) =>
        [at, region, operation, outcome, requestId]),
    ),
  ].join('\n\n'));
  return `${[
    '# Report of the probes',
    `${date}. ${summarize(results)}.`,
    renderMarkdownTable(['assumption', 'target', 'decision', 'observation'], decisions),
    '## Calls',
    ...calls,
  ].join('\n\n')}\n`;
}

/** Renders a report for programs. */
export function renderJsonReport(results: readonly ProbeResult[], date: string): string {
  const probes = results.map(({ assumption, probe, decision, observation, steps, cleanUpSteps, left }) => ({
    id: assumption.id, target: nameLocalTarget(probe), decision, observation, steps, cleanUpSteps, left,
  }));
  return `${JSON.stringify({ version: 1, date, probes }, undefined, 2)}\n`;
}

/** Renders one line for each probe, and the counts. */
export function renderSummary(results: readonly ProbeResult[]): string {
  const lines = results.map(({ assumption, decision, observation }) =>
    `${assumption.id.padEnd(3)} ${decision.padEnd(11)} ${firstLine(observation)}`);
  return `${[...lines, '', summarize(results)].join('\n')}\n`;
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
