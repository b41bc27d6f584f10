import { type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { SERVICE_LIMITS } from '../../../src/facts/limits';
import { type JournalResource } from '../../lab/journal';
import { type ProbeGroup } from '../../model/probe';
import { type AwsAccount, type CallerIdentity } from './aws-account';

/** The beginning of the names of all runs. */
export const NAME_PREFIX = 'mrap-verify-';

/** The run must not start in this account. */
export class RefusedAccount extends Error {
  public override readonly name = 'RefusedAccount';
}

export interface PreflightOptions {
  /** The account id that the user typed. */
  readonly typedAccountId: string;
  readonly groups: readonly ProbeGroup[];
  readonly ownsAccount: boolean;
  /** The resources in the journal of a resumed run. */
  readonly ownResources: readonly JournalResource[];
  /** The account of a resumed run. */
  readonly journalAccountId?: string;
  readonly actions: readonly string[];
  /** The access points that the run creates. */
  readonly accessPoints: number;
}

/** What the preflight could not check. */
export interface PreflightNotes {
  readonly notes: readonly string[];
}

/** Refuses a run that could affect resources of others. Makes only calls that read. */
export async function checkAccount(
  account: Pick<AwsAccount, 'findCaller' | 'listAccessPoints' | 'iam'>, options: PreflightOptions,
): Promise<CallerIdentity & PreflightNotes> {
  const caller = await account.findCaller();
  checkCaller(caller, options);
  await checkAccessPoints(account, caller, options);
  const notes = await checkPermissions(account.iam, caller.arn, options.actions);
  return { ...caller, notes };
}

function checkCaller({ accountId, arn }: CallerIdentity, options: PreflightOptions): void {
  const { typedAccountId, journalAccountId = accountId, groups, ownsAccount } = options;
  if (typedAccountId !== accountId) {
    throw new RefusedAccount(
      `the credentials belong to account ${accountId}, and you typed "${typedAccountId}". Nothing was created. Choose `
      + 'the profile of the sandbox account, and type its id');
  }
  if (journalAccountId !== accountId) {
    throw new RefusedAccount(
      `the journal belongs to account ${journalAccountId}, and the credentials to ${accountId}. Nothing was changed. `
      + 'Choose the profile of that account, or another folder for --run');
  }
  if (arn.endsWith(':root')) {
    throw new RefusedAccount(
      'the credentials belong to the root user of the account. Nothing was created. Use a role or an IAM user');
  }
  if (groups.some((group) => group !== 'hour') && !ownsAccount) {
    throw new RefusedAccount(
      `the group ${groups.join(', ')} needs an account that only you use. Nothing was created. If account ${accountId} `
      + 'is such an account, repeat the command with --i-own-this-account');
  }
}

async function checkAccessPoints(
  account: Pick<AwsAccount, 'listAccessPoints'>, { accountId }: CallerIdentity, options: PreflightOptions,
): Promise<void> {
  const own = new Set(options.ownResources.filter(({ kind }) => kind === 'access-point').map(({ name }) => name));
  const others = (await account.listAccessPoints(accountId)).map(({ Name: name }) => name!)
    .filter((name) => !own.has(name));
  const { value: quota } = SERVICE_LIMITS.ACCESS_POINTS_PER_ACCOUNT;
  if (others.length + options.accessPoints > quota) {
    throw new RefusedAccount(
      `account ${accountId} has ${others.length} access points, and the run creates ${options.accessPoints}; expected `
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
  if (others.length > 0 && options.groups.some((group) => group !== 'hour')) {
    throw new RefusedAccount(
      `account ${accountId} has other access points: ${others.join(', ')}. Nothing was created. The group `
      + `${options.groups.join(', ')} runs only in an account without other access points`);
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
    for await (const { EvaluationResults: results = [] } of paginateSimulatePrincipalPolicy({ client: iam }, input)) {
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
  return missing.length === 0 ? [] : [`${principal} is not allowed for all resources: ${missing.join(', ')}`];
}
