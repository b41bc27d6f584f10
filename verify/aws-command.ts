import * as path from 'node:path';
import { type Clock } from '../control/clock';
import { ASSUMPTIONS } from './assumptions';
import { Journal } from './lab/journal';
import { lockJournal } from './lab/journal-lock';
import { type Assumption } from './model/assumption';
import { type ProbeGroup } from './model/probe';
import { listRunActions, renderPlan } from './report/plan';
import { AwsAccount } from './targets/aws/aws-account';
import { checkJournal, requireJournal } from './targets/aws/check-journal';
import { countAccessPoints, planRun, selectByGroup } from './targets/aws/plan-run';
import { checkAccount } from './targets/aws/preflight';
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
  /** Returns the account id that the user types. */
  readonly askForAccount: () => Promise<string>;
}

const MEMBER_REGIONS: [string, string] = ['eu-west-1', 'us-east-1'];

/** Prints the plan, checks the account, and runs the probes. Returns undefined if there is nothing to run. */
export async function runAwsCommand(options: AwsCommandOptions): Promise<AwsRun | undefined> {
  const { assumptions, profile, groups, folder, ownsAccount, isPlan, isCleanUp, clock, write } = options;
  const plan = await planRun(assumptions, groups);
  if (!isCleanUp) write(`${renderPlan(plan, ASSUMPTIONS)}\n`);
  if (isPlan) return undefined;

  const file = path.join(folder, 'journal.jsonl');
  const journal = Journal.open(file);
  if (isCleanUp) requireJournal(journal);
  lockJournal(file);
  checkJournal(journal);
  // The SDK reads the endpoints of a profile only if the environment names the profile.
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  const account = new AwsAccount(profile, MEMBER_REGIONS[0], (host) => journal.noteHost(host));
  const { accountId, arn, userId, notes } = await checkAccount(account, {
    typedAccountId: await options.askForAccount(),
    // The clean-up deletes only what the journal names, so other access points do not matter.
    groups: isCleanUp ? ['hour'] : groups,
    ownsAccount,
    ownResources: journal.listRemaining(),
    journalAccountId: journal.start?.accountId,
    actions: listRunActions(plan),
    accessPoints: isCleanUp ? 0 : countAccessPoints(plan),
  });
  for (const note of notes) write(`note: ${note}\n`);
  write(`${isCleanUp ? 'cleans up' : 'runs'} as ${arn}, with the journal ${journal.file}\n`);
  const target = new AwsTarget({
    account,
    accountId,
    callerId: userId,
    clock,
    journal,
    memberRegions: MEMBER_REGIONS,
    onProgress: (text) => write(`${new Date().toISOString().slice(11, 19)} ${text}\n`),
  });
  return isCleanUp ? target.runCleanUp() : target.run(selectByGroup(assumptions, groups));
}
