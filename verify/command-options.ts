import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { ASSUMPTIONS } from './assumptions';
import { type Assumption } from './model/assumption';
import { type ProbeGroup } from './model/probe';

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
  // `local` (the simulator and the driver) or `aws`.
  'target': { type: 'string', default: 'local' },
  // Prints the calls, the permissions, the time and the costs of a run on AWS, and makes no call.
  'plan': { type: 'boolean', default: false },
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

const AWS_OPTIONS = ['profile', 'account', 'group', 'run', 'clean-up', 'i-own-this-account'] as const;

/**
 * Parses the options of `npm run verify`. Throws for an option of the other target: a local run with a profile would
 * look like a run on AWS.
 */
export function parseCommandOptions(args: readonly string[], now: Date): LocalCommand | AwsCommand {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const { target, plan: isPlan, report: reportFolder } = values;
  const assumptions = selectAssumptions(values.only);
  if (target !== 'aws' && target !== 'local') throw new Error(`--target is "${target}"; expected local or aws`);
  if (target === 'local' && !isPlan) {
    const given = AWS_OPTIONS.filter((name) => values[name] !== undefined);
    if (given.length > 0) throw new Error(`--${given.join(', --')} needs --target aws`);
    return { target: 'local', assumptions, reportFolder };
  }
  if (reportFolder !== undefined) {
    throw new Error('--report needs --target local; a run on AWS writes its report into the folder of --run');
  }
  const { profile, account: accountId, group = 'hour', run, 'clean-up': isCleanUp = false } = values;
  if (isPlan && isCleanUp) throw new Error('--plan excludes --clean-up; remove one of the two options');
  return {
    target: 'aws',
    assumptions,
    profile,
    accountId,
    groups: parseGroups(group),
    folder: run ?? path.join('.verify', now.toISOString().slice(0, 19).replace(/:/g, '')),
    isPlan,
    isCleanUp,
    ownsAccount: values['i-own-this-account'] ?? false,
  };
}

function selectAssumptions(only: string | undefined): readonly Assumption[] {
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
