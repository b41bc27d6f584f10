import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../control/clock';
import { ASSUMPTIONS } from './assumptions';
import { runAwsCommand } from './aws-command';
import { type ProbeGroup } from './model/probe';
import { makeReport, type ReportInput, renderReport, renderSummary } from './report/report';
import { runProbes } from './run';
import { runLocally } from './targets/local';

const { values } = parseArgs({
  options: {
    // Runs only the probes of these assumptions, separated by commas.
    'only': { type: 'string' },
    // Writes report.md and report.json into this folder.
    'report': { type: 'string' },
    // `local` (the simulator and the driver) or `aws`.
    'target': { type: 'string', default: 'local' },
    // Prints the calls, the permissions, the time and the costs of a run on AWS, and makes no call.
    'plan': { type: 'boolean', default: false },
    // The rest is for --target aws. The profile of the AWS configuration.
    'profile': { type: 'string' },
    // The account id, for programs. Without it, the command asks for the id.
    'account': { type: 'string' },
    // `hour`, `day`, or both, separated by a comma.
    'group': { type: 'string', default: 'hour' },
    // The folder of the journal and the report. The folder of a killed run continues that run.
    'run': { type: 'string' },
    // Only deletes the resources of a killed run.
    'clean-up': { type: 'boolean', default: false },
    // Confirms that nobody else uses the account.
    'i-own-this-account': { type: 'boolean', default: false },
  },
});

function selectAssumptions(only: string | undefined) {
  if (only === undefined) return ASSUMPTIONS;
  const ids = only.split(',');
  const unknown = ids.filter((id) => !ASSUMPTIONS.some((assumption) => assumption.id === id));
  if (unknown.length > 0) throw new Error(`no assumption has the id ${unknown.join(', ')}; see docs/assumptions.md`);
  return ASSUMPTIONS.filter(({ id }) => ids.includes(id));
}

function parseGroups(text: string): readonly ProbeGroup[] {
  const groups = text.split(',');
  const unknown = groups.filter((group) => group !== 'hour' && group !== 'day');
  if (unknown.length > 0) throw new Error(`--group is "${text}"; expected hour, day, or hour,day`);
  return groups as readonly ProbeGroup[];
}

async function askForAccount(): Promise<string> {
  if (values.account !== undefined) return values.account;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question('Type the id of the account to start: ')).trim();
  } finally {
    terminal.close();
  }
}

function write(text: string): void {
  process.stdout.write(text);
}

interface FinishedRun {
  /** The folder of the report. Undefined: without a report. */
  readonly folder?: string;
  readonly date: string;
  readonly input: ReportInput;
  readonly failures: readonly string[];
}

/** Throws if an option needs --target aws. A run without it would look like a run on AWS. */
function requireNoAwsOptions(): void {
  const given = (['profile', 'account', 'run', 'clean-up', 'i-own-this-account'] as const)
    .filter((name) => values[name] !== undefined && values[name] !== false);
  if (given.length > 0) throw new Error(`--${given.join(', --')} needs --target aws`);
}

/** Returns undefined if there was nothing to run. */
async function run(): Promise<FinishedRun | undefined> {
  const assumptions = selectAssumptions(values.only);
  if (values.target === 'local' && !values.plan) {
    requireNoAwsOptions();
    const results = await runProbes(assumptions, runLocally);
    const input: ReportInput = { target: 'local', results, sharedSteps: [], left: [] };
    return { folder: values.report, date: new Date().toISOString(), input, failures: [] };
  }
  if (values.target !== 'aws' && values.target !== 'local') {
    throw new Error(`--target is "${values.target}"; expected local or aws`);
  }
  const folder = values.run ?? path.join('.verify', new Date().toISOString().slice(0, 19).replace(/:/g, ''));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      const choice = `continue with --run ${folder}, or clean up with --run ${folder} --clean-up`;
      process.stderr.write(`\ninterrupted; ${choice}\n`);
      process.exit(130);
    });
  }
  // The SDK reads the endpoints of a profile only if the environment names the profile.
  if (values.profile !== undefined) process.env.AWS_PROFILE = values.profile;
  const finished = await runAwsCommand({
    assumptions,
    folder,
    askForAccount,
    write,
    profile: values.profile,
    groups: parseGroups(values.group),
    ownsAccount: values['i-own-this-account'],
    isPlan: values.plan,
    isCleanUp: values['clean-up'],
    clock: systemClock,
  });
  if (finished === undefined) return undefined;
  const { startedAt, failures, otherHosts, ...results } = finished;
  if (otherHosts.length > 0) write(`the run called ${otherHosts.join(', ')}, so it proves nothing about AWS\n`);
  const target = otherHosts.length === 0 ? 'aws' : 'emulator';
  // A clean-up has no decisions, and must not replace the report of its run.
  return {
    folder: values['clean-up'] ? undefined : folder, date: startedAt, input: { target, ...results }, failures,
  };
}

async function main(): Promise<void> {
  const done = await run();
  if (done === undefined) return;
  const { folder, date, input, failures } = done;
  write(renderSummary(input.results));
  if (folder !== undefined) {
    const report = makeReport(input, date);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'report.md'), renderReport(report));
    writeFileSync(path.join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
    write(`report: ${path.join(folder, 'report.md')}\n`);
  }
  const left = [...input.left, ...input.results.flatMap((result) => result.left)];
  for (const { name, reason } of left) process.stderr.write(`${name} remains: ${reason}\n`);
  const failed = input.results.filter(({ decision }) => decision !== 'confirmed');
  for (const { assumption, observation } of failed) {
    process.stderr.write(`assumption ${assumption.id}: ${observation}\n`);
  }
  for (const failure of failures) process.stderr.write(`the run failed: ${failure}\n`);
  process.exitCode = failed.length + left.length + failures.length === 0 ? 0 : 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
