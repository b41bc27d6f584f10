import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type Project, selectionOf } from './compare';
import { INPUT_NAMES } from './difference';
import { describePackages, install } from './inputs/install';
import { loadInputs } from './inputs/load';
import { type InputUnavailable } from './inputs/unavailable';
import { factTables, staleTables } from './project/fact-tables';
import { exitCode, render, type Report } from './report';
import { addDecision, readReviewed, writeReviewed } from './surface/reviewed';
import { type Surfaces, takeOver } from './surface/surface';
import { surfacesOf } from './surface/surfaces';
import { matches, readUnderstood, sortDifferences } from './understood';

const USAGE = `npm run facts:check -- [--inputs <folder>] [--keep] [--record <pattern> --reason <text>]

Compares src/facts, the simulator, the rendered policies and templates and the linter with the newest models of AWS.

  --inputs <folder>   reads the packages that an earlier run has left in the folder, and installs nothing
  --keep              leaves the packages in the temporary folder and prints its path
  --record <pattern>  records the matching entries of the inputs as reviewed (<input>: <entry>, * for any text)
  --reason <text>     why nothing in this project has to change, or what was changed

Exit codes: 0 no unexplained difference, 1 differences, 2 an input is not available.`;

/** What the command is given to work with. */
export interface CommandContext {
  readonly project: () => Project;
  readonly print: (text: string) => void;
  readonly now: Date;
}

/** Runs the command and returns its exit code. */
export async function factsCheck(args: readonly string[], { project, print, now }: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      inputs: { type: 'string' },
      keep: { type: 'boolean' },
      record: { type: 'string' },
      reason: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  if ((values.record === undefined) !== (values.reason === undefined)) {
    print('--record and --reason must be given together: a recorded entry without a reason cannot be checked later');
    return 2;
  }
  const folder = values.inputs ?? mkdtempSync(path.join(tmpdir(), 'facts-check-'));
  try {
    const failures = values.inputs === undefined ? await install(folder) : [];
    const record = values.record === undefined ? undefined : { pattern: values.record, reason: values.reason! };
    const report = await check(folder, { failures, record, project: project(), now });
    print(render(report));
    if (values.keep === true) print(`\nThe packages are in ${folder}.`);
    return exitCode(report);
  } finally {
    if (values.inputs === undefined && values.keep !== true) rmSync(folder, { recursive: true, force: true });
  }
}

interface Check {
  readonly failures: readonly InputUnavailable[];
  readonly record?: { readonly pattern: string; readonly reason: string };
  readonly project: Project;
  readonly now: Date;
}

async function check(folder: string, { failures, record, project, now }: Check): Promise<Report> {
  const packages = await describePackages(folder);
  const loaded = loadInputs(folder, selectionOf(project), packages, now);
  const reviewed = record === undefined
    ? readReviewed()
    : recordReviewed(surfacesOf(loaded.inputs, project), record, now);
  const available = INPUT_NAMES.filter((input) => !loaded.failures.some(({ what }) => what === input));
  return {
    packages,
    failures: [...failures, ...loaded.failures],
    sorted: sortDifferences(compare(loaded.inputs, project, reviewed), readUnderstood(), { now, available }),
    stale: staleTables(factTables(), now),
  };
}

/** Records matching entries and the decision. */
function recordReviewed(
  surfaces: Surfaces, { pattern, reason }: { pattern: string; reason: string }, now: Date,
): Surfaces {
  const reviewed = readReviewed();
  for (const input of INPUT_NAMES) {
    const surface = surfaces[input];
    if (surface !== undefined) {
      reviewed[input] = takeOver(surface, reviewed[input] ?? {}, (id) => matches(pattern, `${input}: ${id}`));
    }
  }
  writeReviewed(reviewed);
  addDecision({ date: now.toISOString().slice(0, 10), pattern, reason });
  return reviewed;
}
