import { type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { SERVICE_LIMITS } from '../../../src/facts/limits';
import { type JournalResource } from '../../lab/journal';
import { limitPages } from '../../lab/pages';
import { type ProbeGroup } from '../../model/probe';
import { type AwsAccount, type CallerIdentity } from './aws-account';
import { callBeforeRun, RefusedAccount } from './preflight-refusals';

/** The beginning of the names of all runs. */
export const NAME_PREFIX = 'mrap-verify-';

export interface PreflightOptions {
  /** The account id that the user typed. */
  readonly typedAccountId: string;
  /** The account of a resumed run. */
  readonly journalAccountId?: string;
  /** Undefined: a clean-up, which deletes only resources in the journal. */
  readonly run?: PlannedChanges;
  readonly onProgress: (text: string) => void;
}

/** The changes that a run makes. */
export interface PlannedChanges {
  readonly groups: readonly ProbeGroup[];
  readonly ownsAccount: boolean;
  /** The resources in the journal of a resumed run. */
  readonly ownResources: readonly JournalResource[];
  readonly actions: readonly string[];
  /** The access points that the run creates. */
  readonly accessPoints: number;
}

/** What the preflight could not check. */
export interface PreflightNotes {
  readonly notes: readonly string[];
}

type CheckedAccount = Pick<AwsAccount, 'findCaller' | 'listAccessPoints' | 'iam'>;

/**
 * Refuses a run that could affect resources of others. Makes only calls that read. A clean-up deletes only resources in
 * the journal, so neither other access points nor permissions of a run prevent it.
 */
export async function checkAccount(
  account: CheckedAccount, options: PreflightOptions,
): Promise<CallerIdentity & PreflightNotes> {
  const { run, onProgress } = options;
  const unchanged = run === undefined ? NOTHING_DELETED : NOTHING_CREATED;
  onProgress('reads the account of the credentials');
  const caller = await callBeforeRun({ operation: 'GetCallerIdentity', unchanged }, async () => account.findCaller());
  checkCaller(caller, options, unchanged);
  if (run === undefined) return { ...caller, notes: [] };
  checkGroups(caller, run);
  onProgress(`lists the access points of account ${caller.accountId}`);
  const names = await callBeforeRun({ operation: 'ListMultiRegionAccessPoints', unchanged }, async () =>
    (await account.listAccessPoints(caller.accountId)).map(({ Name: name }) => name!));
  checkAccessPoints(names, caller, run);
  onProgress(`simulates the permissions of ${caller.arn}`);
  return { ...caller, notes: await checkPermissions(account.iam, caller.arn, run.actions) };
}

const NOTHING_CREATED = 'Nothing was created.';
const NOTHING_DELETED = 'Nothing was deleted.';

function checkCaller(
  { accountId, arn }: CallerIdentity, { typedAccountId, journalAccountId = accountId }: PreflightOptions,
  unchanged: string,
): void {
  if (typedAccountId !== accountId) {
    throw new RefusedAccount(
      `the credentials belong to account ${accountId}, and you typed "${typedAccountId}". ${unchanged} Choose `
      + 'the profile of the sandbox account, and type its id');
  }
  if (journalAccountId !== accountId) {
    throw new RefusedAccount(
      `the journal belongs to account ${journalAccountId}, and the credentials to ${accountId}. ${unchanged} `
      + 'Choose the profile of that account, or another folder for --run');
  }
  if (arn.endsWith(':root')) {
    throw new RefusedAccount(
      `the credentials belong to the root user of the account. ${unchanged} Use a role or an IAM user`);
  }
}

function checkGroups({ accountId }: CallerIdentity, { groups, ownsAccount }: PlannedChanges): void {
  if (groups.every((group) => group === 'hour') || ownsAccount) return;
  throw new RefusedAccount(
    `the group ${groups.join(', ')} needs an account that only you use. ${NOTHING_CREATED} If account ${accountId} `
    + 'is such an account, repeat the command with --i-own-this-account');
}

function checkAccessPoints(
  names: readonly string[], { accountId }: CallerIdentity, run: PlannedChanges,
): void {
  const own = new Set(run.ownResources.filter(({ kind }) => kind === 'access-point').map(({ name }) => name));
  const others = names.filter((name) => !own.has(name));
  const { value: quota } = SERVICE_LIMITS.ACCESS_POINTS_PER_ACCOUNT;
  if (others.length + run.accessPoints > quota) {
    throw new RefusedAccount(
      `account ${accountId} has ${others.length} access points, and the run creates ${run.accessPoints}; expected `
      + `at most ${quota} together, the quota of S3, because other users of the account could then create none. `
      + 'Nothing was created. Select fewer probes with --only, or use another account');
  }
  const underPrefix = others.filter((name) => name.startsWith(NAME_PREFIX));
  if (underPrefix.length > 0) {
    throw new RefusedAccount(
      `account ${accountId} has access points whose names begin with ${NAME_PREFIX}: ${underPrefix.join(', ')}. `
      + 'Nothing was created. If a killed run has left them, repeat the command with --run and the folder of that run. '
      + 'Otherwise delete them by hand');
  }
  if (others.length > 0 && run.groups.some((group) => group !== 'hour')) {
    throw new RefusedAccount(
      `account ${accountId} has other access points: ${others.join(', ')}. Nothing was created. The group `
      + `${run.groups.join(', ')} runs only in an account without other access points`);
  }
}

/** Returns the ARN of the role of a session, if its path is known. */
export function findPrincipal(arn: string): string | undefined {
  const session = /^arn:(?<partition>[^:]+):sts::(?<account>\d+):assumed-role\/(?<role>[^/]+)\//.exec(arn)?.groups;
  if (session === undefined) return /:iam::\d+:(?:user|role)\//.test(arn) ? arn : undefined;
  // The roles of IAM Identity Center have a path, which the ARN of the session does not contain.
  if (session.role.startsWith('AWSReservedSSO_')) return undefined;
  return `arn:${session.partition}:iam::${session.account}:role/${session.role}`;
}

async function checkPermissions(
  iam: IAMClient, callerArn: string, actions: readonly string[],
): Promise<readonly string[]> {
  const principal = findPrincipal(callerArn);
  if (principal === undefined) return [`IAM cannot simulate the policies of ${callerArn}; permissions are not checked`];
  const decisions = new Map<string, string[]>();
  try {
    const input = { PolicySourceArn: principal, ActionNames: [...actions] };
    const pages = paginateSimulatePrincipalPolicy({ client: iam }, input);
    for await (const { EvaluationResults: results = [] } of limitPages(pages, 'SimulatePrincipalPolicy')) {
      for (const { EvalActionName: action, EvalDecision: decision } of results) {
        decisions.set(decision!, [...(decisions.get(decision!) ?? []), action!]);
      }
    }
  } catch (error) {
    const { name } = error as Error;
    return [`IAM did not simulate the policies of ${principal} (${name}); permissions are not checked`];
  }
  const denied = decisions.get('explicitDeny') ?? [];
  if (denied.length > 0) {
    throw new RefusedAccount(
      `a policy denies ${principal} the actions ${denied.join(', ')}. Nothing was created. Use a principal with the `
      + 'permissions that --plan prints');
  }
  // The simulation uses the resource "*", so a permission for some resources counts as missing.
  const missing = decisions.get('implicitDeny') ?? [];
  const evaluated = [...decisions.values()].flat();
  const unknown = actions.filter((action) => !evaluated.includes(action));
  return [
    ...(missing.length === 0 ? [] : [`${principal} is not allowed for all resources: ${missing.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`IAM returned no decision about ${unknown.join(', ')}`]),
  ];
}
