import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { escapeControlCharacters } from '../cli/escape-controls';
import { type Clock } from '../control/clock';
import { readS3ControlEndpoint } from '../control/endpoints';
import { ASSUMPTIONS } from './assumptions';
import { CallGate } from './lab/call-gate';
import { type Endpoint } from './lab/endpoint';
import { Journal } from './lab/journal';
import { lockJournal } from './lab/journal-lock';
import { type Assumption } from './model/assumption';
import { type ProbeGroup } from './model/probe';
import { listRunActions, renderPlan } from './report/plan';
import { requireReplaceableReport } from './report/write-report';
import { AwsAccount } from './targets/aws/aws-account';
import { checkJournal, requireJournal } from './targets/aws/check-journal';
import { checkLifetime } from './targets/aws/credential-lifetime';
import { requireNetworkSettings } from './targets/aws/network-settings';
import { countAccessPoints, type PlannedRun, planRun, selectByGroup } from './targets/aws/plan-run';
import { checkAccount } from './targets/aws/preflight';
import { selectProfile } from './targets/aws/profile';
import { type AwsRun, AwsTarget } from './targets/aws/run-on-aws';

export interface AwsCommandOptions {
  readonly assumptions: readonly Assumption[];
  readonly profile?: string;
  readonly groups: readonly ProbeGroup[];
  /** The folder of the journal and the report. */
  readonly folder: string;
  readonly ownsAccount: boolean;
  /** Only prints the plan. */
  readonly isPlan: boolean;
  /** Only deletes the resources in the journal. */
  readonly isCleanUp: boolean;
  readonly clock: Clock;
  readonly write: (text: string) => void;
  /** Sends the calls of the run. Default: a gate that nobody closes. */
  readonly gate?: CallGate;
  /** Returns the account id that the user types. */
  readonly askForAccount: () => Promise<string>;
}

const MEMBER_REGIONS: [string, string] = ['eu-west-1', 'us-east-1'];

/** Prints the plan, checks the account, and runs the probes. Returns undefined if there is nothing to run. */
export async function runAwsCommand(options: AwsCommandOptions): Promise<AwsRun | undefined> {
  const { assumptions, profile, groups, folder, isPlan, isCleanUp, write } = options;
  const file = path.join(folder, 'journal.jsonl');
  const plan = isCleanUp ? undefined : await planRun(assumptions, groups);
  if (plan !== undefined) write(`${renderPlan(plan, ASSUMPTIONS)}\n`);
  if (isPlan) return undefined;

  // The lock creates the folder.
  if (isCleanUp && !existsSync(file)) requireJournal(Journal.open(file));
  await selectProfile(profile);
  // The SDK ignores an endpoint that it does not understand, and would call AWS.
  const endpoint = await readS3ControlEndpoint(process.env);
  requireNetworkSettings(endpoint, (note) => write(`note: ${escapeControlCharacters(note)}\n`));
  const unlock = lockJournal(file);
  try {
    const journal = Journal.open(file);
    if (isCleanUp) requireJournal(journal);
    else requireReplaceableReport(folder, { target: 'aws', date: journal.start?.startedAt });
    checkJournal(journal);
    return await runWithJournal(options, journal, plan);
  } finally {
    unlock();
  }
}

async function runWithJournal(
  options: AwsCommandOptions, journal: Journal, plan: PlannedRun | undefined,
): Promise<AwsRun> {
  const { assumptions, groups, ownsAccount, isCleanUp, clock, write, gate = new CallGate() } = options;
  // A line must not end inside text of AWS: the rest could look like a line of the command.
  const writeLine = (text: string) => write(`${escapeControlCharacters(text)}\n`);
  const onProgress = (text: string) => writeLine(`${new Date().toISOString().slice(11, 19)} ${text}`);
  journal.onPlanned = ({ kind, name, region }) => onProgress(`creates the ${kind} ${name} in ${region}`);
  // A refused run leaves no journal, and does not change the journal of an earlier part.
  const endpointsBeforeRun: Endpoint[] = [];
  let noteEndpoint = (endpoint: Endpoint): void => { endpointsBeforeRun.push(endpoint); };
  const account = new AwsAccount({
    homeRegion: MEMBER_REGIONS[0],
    onWaiting: onProgress,
    guard: async (endpoint, send) => gate.pass(async () => {
      noteEndpoint(endpoint);
      return send();
    }),
  });
  const { accountId, arn, userId, notes } = await checkAccount(account, {
    typedAccountId: await options.askForAccount(),
    journalAccountId: journal.start?.accountId,
    onProgress,
    run: plan && {
      groups,
      ownsAccount,
      ownResources: journal.listRemaining(),
      actions: listRunActions(plan),
      accessPoints: countAccessPoints(plan),
    },
  });
  noteEndpoint = (endpoint) => journal.noteEndpoint(endpoint);
  endpointsBeforeRun.forEach(noteEndpoint);
  const lifetimeNotes = plan === undefined ? [] : await checkLifetime(account.credentials, plan.minutes);
  for (const note of [...notes, ...lifetimeNotes]) writeLine(`note: ${note}`);
  writeLine(`${describeWork(journal, isCleanUp)} as ${arn}, with the journal ${journal.file}`);
  const target = new AwsTarget({
    account, accountId, callerId: userId, clock, journal, memberRegions: MEMBER_REGIONS, onProgress,
  });
  return isCleanUp ? target.runCleanUp() : target.run(selectByGroup(assumptions, groups), ASSUMPTIONS);
}

function describeWork({ start }: Journal, isCleanUp: boolean): string {
  if (start === undefined) return 'starts a run';
  return `${isCleanUp ? 'cleans up' : 'continues'} the run of ${start.startedAt}`;
}
