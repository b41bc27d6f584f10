import { type AuthorizationRequest } from '../../../simulator/settings';
import { ACCOUNT } from '../accounts';
import { evaluate, type Statement } from './evaluate';
import recorded from './handler-policies.json';

/** The two roles that hold code of ours. */
export type HandlerRole = 'asynchronous' | 'synchronous';

/**
 * What these roles may do in the stack that most tests deploy, as a synthesis rendered it; `npm run docs:security` writes it down. `${Alias}`
 * stands where CloudFormation puts the alias of the stack's own access point, `${ReplicationRole}` for the role of its replication.
 */
export const HANDLER_POLICIES: Readonly<Record<HandlerRole, readonly Statement[]>> = recorded;

const BOTH = [...HANDLER_POLICIES.asynchronous, ...HANDLER_POLICIES.synchronous];

/** Whether IAM lets a role with these statements do something. */
export function mayBy(statements: readonly Statement[], { action, resource }: { readonly action: string; readonly resource: string }): boolean {
  const alias = /:accesspoint\/([a-z0-9]+\.mrap)$/.exec(resource)?.[1];
  const context = { ...(alias && { Alias: alias }), ...(action === 'iam:PassRole' && { ReplicationRole: resource }) };
  const request = { principal: `arn:aws:iam::${ACCOUNT}:role/handlers`, owner: ACCOUNT, action, resource, context };
  return evaluate(request, { identity: statements }) === 'allowed';
}

/** Schedules ask the same thousands of times. */
const DECIDED = new Map<string, boolean>();

/** For the simulator: handlers may do what the library grants them, others anything. */
export function asGranted(request: AuthorizationRequest): boolean {
  if (request.caller !== 'handler') return true;
  const asked = `${request.action} ${request.resource}`;
  if (!DECIDED.has(asked)) DECIDED.set(asked, mayBy(BOTH, request));
  return DECIDED.get(asked)!;
}
