import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { ASSUMPTIONS } from './assumptions';
import { type Assumption } from './model/assumption';
import { type ProbeGroup } from './model/probe';
import { requireOptions, type OptionValues, RefusedOptions } from './option-rules';
import { findObstacle } from './probe-selection';

/** Runs probes against the simulator and the driver. */
export interface LocalCommand {
  readonly target: 'local';
  readonly assumptions: readonly Assumption[];
  /** The folder of the report. Undefined: without a report. */
  readonly reportFolder?: string;
}

/** Plans, runs, continues or cleans up a run on AWS. */
export interface AwsCommand {
  readonly target: 'aws';
  readonly assumptions: readonly Assumption[];
  readonly profile?: string;
  /** The account id. Undefined: the command asks for it. */
  readonly accountId?: string;
  readonly groups: readonly ProbeGroup[];
  /** The folder of the journal and the report. */
  readonly folder: string;
  readonly isPlan: boolean;
  readonly isCleanUp: boolean;
  readonly ownsAccount: boolean;
}

const OPTIONS = {
  // Runs only the probes of these assumptions, separated by commas.
  'only': { type: 'string' },
  // Writes report.md and report.json into this folder. Only for --target local.
  'report': { type: 'string' },
  // `local` (the simulator and the driver) or `aws`. Default: local.
  'target': { type: 'string' },
  // Prints the calls, the permissions, the time and the costs of a run on AWS, and makes no call.
  'plan': { type: 'boolean' },
  // The rest is for --target aws. The profile of the AWS configuration.
  'profile': { type: 'string' },
  // The account id, for programs. Without it, the command asks for the id.
  'account': { type: 'string' },
  // `hour`, `day`, or both, separated by a comma. Default: hour.
  'group': { type: 'string' },
  // The folder of the journal and the report. The folder of a killed run continues that run.
  'run': { type: 'string' },
  // Only deletes the resources of a killed run.
  'clean-up': { type: 'boolean' },
  // Confirms that nobody else uses the account.
  'i-own-this-account': { type: 'boolean' },
} as const;

/** Parses the options of `npm run verify`. Throws for an option that the command would ignore. */
export function parseCommandOptions(args: readonly string[], now: Date): LocalCommand | AwsCommand {
  const values = parseValues(args);
  requireOptions(values);
  const { target, plan: isPlan = false, report: reportFolder, run } = values;
  const groups = parseGroups(values.group);
  requireFolder('report', reportFolder);
  requireFolder('run', run);
  if (target !== 'aws' && !isPlan) {
    return { target: 'local', assumptions: selectAssumptions(values.only), reportFolder };
  }
  return {
    target: 'aws',
    assumptions: selectAssumptions(values.only, groups),
    profile: values.profile,
    accountId: values.account,
    groups,
    folder: run ?? path.join('.verify', now.toISOString().slice(0, 19).replace(/:/g, '')),
    isPlan,
    isCleanUp: values['clean-up'] ?? false,
    ownsAccount: values['i-own-this-account'] ?? false,
  };
}

function parseValues(args: readonly string[]): OptionValues {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS, tokens: true });
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const repeated = findRepeated(names);
    if (repeated !== undefined) throw new RefusedOptions(`--${repeated} is given twice; expected it once`);
    return values;
  } catch (error) {
    if (error instanceof RefusedOptions) throw error;
    // The rest of the message describes positional arguments, which the command does not have.
    const [problem] = (error as Error).message.split('. ');
    throw new RefusedOptions(
      `${problem}; expected ${EXPECTED_OPTIONS}. Change or remove it; docs/verifying.md describes the options`);
  }
}

const EXPECTED_OPTIONS = Object.entries(OPTIONS)
  .map(([name, { type }]) => `--${name}${type === 'string' ? ' <value>' : ''}`).join(', ');

/** @param groups the groups of a run on AWS. Undefined: a local run */
function selectAssumptions(only: string | undefined, groups?: readonly ProbeGroup[]): readonly Assumption[] {
  if (only === undefined) return ASSUMPTIONS;
  const ids = splitList('only', only);
  const unknown = ids.filter((id) => !ASSUMPTIONS.some((assumption) => assumption.id === id));
  if (unknown.length > 0) {
    throw new RefusedOptions(`no assumption has the id ${unknown.join(', ')}; see docs/assumptions.md`);
  }
  const selected = ASSUMPTIONS.filter(({ id }) => ids.includes(id));
  const obstacles = selected.flatMap((assumption) => findObstacle(assumption, groups) ?? []);
  if (obstacles.length > 0) {
    throw new RefusedOptions(
      `--only is "${only}"; expected assumptions that the run can check: ${obstacles.join('; ')}. Remove these ids`);
  }
  return selected;
}

function parseGroups(text = 'hour'): readonly ProbeGroup[] {
  const groups = splitList('group', text);
  const unknown = groups.filter((group) => group !== 'hour' && group !== 'day');
  if (unknown.length > 0) {
    throw new RefusedOptions(`--group is "${text}"; expected hour, day, or hour,day`);
  }
  return groups as readonly ProbeGroup[];
}

function splitList(option: string, text: string): readonly string[] {
  const items = text.split(',');
  const repeated = findRepeated(items);
  if (repeated !== undefined) throw new RefusedOptions(`--${option} contains "${repeated}" twice; expected it once`);
  return items;
}

function findRepeated(items: readonly string[]): string | undefined {
  return items.find((item, index) => items.indexOf(item) !== index);
}

function requireFolder(option: string, folder: string | undefined): void {
  if (folder === undefined || !existsSync(folder) || statSync(folder).isDirectory()) return;
  throw new RefusedOptions(`--${option} is "${folder}", which is a file; expected a folder`);
}
