import { escapeControlCharacters } from '../../cli/escape-controls';
import { type Step } from '../lab/step';
import { type Assumption, findProbe } from '../model/assumption';
import { type LeftResource } from '../model/probe-run';
import { type Decision } from '../model/verdict';
import { type ProbeResult } from '../run';
import { nameLocalTarget } from '../targets/local';
import { renderMarkdownTable } from './markdown-table';

/** The results of a run. */
export interface ReportInput {
  /** `emulator`: the run on AWS has called a host that does not belong to AWS. */
  readonly target: 'local' | 'aws' | 'emulator';
  readonly results: readonly ProbeResult[];
  /** The calls for access points that several probes used. */
  readonly sharedSteps: readonly Step[];
  readonly left: readonly LeftResource[];
}

export interface ReportedProbe {
  readonly id: string;
  readonly statement: string;
  readonly target: 'simulator' | 'driver' | 'aws' | 'emulator';
  readonly decision: Decision;
  readonly observation: string;
  readonly consequence: string;
  readonly steps: readonly Step[];
  readonly cleanUpSteps: readonly Step[];
}

/** A report for programs. */
export interface Report {
  readonly version: 1;
  readonly date: string;
  readonly target: ReportInput['target'];
  readonly probes: readonly ReportedProbe[];
  readonly sharedSteps: readonly Step[];
  readonly left: readonly LeftResource[];
}

export function makeReport({ target, results, sharedSteps, left }: ReportInput, date: string): Report {
  return {
    version: 1,
    date,
    target,
    probes: results.map(({ assumption, probe, decision, observation, steps, cleanUpSteps }) => ({
      id: assumption.id,
      statement: assumption.statement,
      target: target === 'local' ? nameLocalTarget(probe) : target,
      decision,
      observation,
      consequence: assumption.consequence,
      steps,
      cleanUpSteps,
    })),
    sharedSteps,
    left: [...left, ...results.flatMap((result) => result.left)],
  };
}

/** Counts decisions, the refuted ones first. */
function summarize(probes: readonly { readonly decision: Decision }[]): string {
  const count = (decision: Decision) => probes.filter((probe) => probe.decision === decision).length;
  return `${probes.length} probes: ${count('refuted')} refuted, ${count('cannot tell')} cannot tell, `
    + `${count('confirmed')} confirmed`;
}

/** Renders a report for people: first the assumptions that are not confirmed, then all decisions and calls. */
export function renderReport({ date, target, probes, sharedSteps, left }: Report): string {
  const others = probes.filter(({ decision }) => decision !== 'confirmed');
  const calls = probes.filter(({ steps, cleanUpSteps }) => steps.length + cleanUpSteps.length > 0);
  return `${[
    '# Report of the probes',
    `${date}, target ${target}. ${summarize(probes)}.`,
    ...(others.length === 0 ? [] : ['## Assumptions that are not confirmed', ...others.map(renderUnconfirmed)]),
    ...(left.length === 0 ? [] : [
      '## Resources that the clean-up left',
      renderMarkdownTable(['name', 'reason'], left.map(({ name, reason }) => [name, renderText(reason)])),
    ]),
    '## Decisions',
    renderMarkdownTable(
      ['assumption', 'target', 'decision', 'observation'],
      probes.map((probe) => [probe.id, probe.target, probe.decision, renderText(probe.observation)]),
    ),
    ...(calls.length === 0 ? [] : ['## Calls']),
    ...calls.map(({ id, statement, steps, cleanUpSteps }) =>
      [`### ${id}`, statement, renderSteps([...steps, ...cleanUpSteps])].join('\n\n')),
    ...(sharedSteps.length === 0 ? [] : ['### Shared access points, and the clean-up', renderSteps(sharedSteps)]),
  ].join('\n\n')}\n`;
}

function renderUnconfirmed({ id, statement, decision, observation, consequence }: ReportedProbe): string {
  return [
    `### ${id}: ${decision}`,
    statement,
    `Observation: ${renderText(observation)}`,
    `Consequence if it is false: ${consequence}`,
  ].join('\n\n');
}

function renderSteps(steps: readonly Step[]): string {
  return renderMarkdownTable(
    ['time', 'Region', 'operation', 'outcome', 'request id'],
    steps.map(({ at, region, operation, outcome, requestId = '' }) =>
      [at, region, operation, renderText(outcome), renderText(requestId)]),
  );
}

/** Text of a service must neither begin a line nor be markup. */
function renderText(text: string): string {
  return escapeControlCharacters(text.replace(/[\\`<[]/g, '\\$&'));
}

/** Renders one line for each probe, and the counts. */
export function renderSummary(results: readonly ProbeResult[]): string {
  const lines = results.map(({ assumption, decision, observation }) =>
    `${assumption.id.padEnd(3)} ${decision.padEnd(11)} ${firstLine(observation)}`);
  return `${[...lines, '', summarize(results)].join('\n')}\n`;
}

/** Renders one line for each probe that no service on this computer can answer. */
export function renderAwsOnly(assumptions: readonly Assumption[]): string {
  return assumptions.flatMap((assumption) => {
    const reason = findProbe(assumption)?.onlyOnAws;
    return reason === undefined ? [] : [`${assumption.id.padEnd(3)} ${'AWS only'.padEnd(11)} ${reason}\n`];
  }).join('');
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
