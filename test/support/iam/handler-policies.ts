import { type AuthorizationRequest } from '../../../simulator/settings';
import { ACCOUNT } from '../accounts';
import { evaluate, type Statement } from './evaluate';
import recorded from './handler-policies.json';

/** The two roles of the handlers. */
export type HandlerRole = 'asynchronous' | 'synchronous';

/**
 * The policies of these roles in the stack that most tests deploy. `npm run docs:security` writes them from a
 * synthesis. `${Alias}` is the alias of the stack's access point, and `${ReplicationRole}` the role of its replication.
 */
export const HANDLER_POLICIES: Readonly<Record<HandlerRole, readonly Statement[]>> = recorded;

const BOTH = [...HANDLER_POLICIES.asynchronous, ...HANDLER_POLICIES.synchronous];

/** Whether IAM allows an action for a role with these statements. */
export function mayBy(
  statements: readonly Statement[],
  { action, resource }: { readonly action: string; readonly resource: string },
): boolean {
  const alias = /:accesspoint\/([a-z0-9]+\.mrap)$/.exec(resource)?.[1];
  const context = { ...(alias && { Alias: alias }), ...(action === 'iam:PassRole' && { ReplicationRole: resource }) };
  const request = { principal: `arn:aws:iam::${ACCOUNT}:role/handlers`, owner: ACCOUNT, action, resource, context };
  return evaluate(request, { identity: statements }) === 'allowed';
}

/** A cache, because schedules repeat the same requests thousands of times. */
const DECIDED = new Map<string, boolean>();

/**
 * The authorization of the simulator: handlers have the permissions that the library grants, and other callers have
 * all.
 */
export function asGranted(request: AuthorizationRequest): boolean {
  if (request.caller !== 'handler') return true;
  const asked = `${request.action} ${request.resource}`;
  if (!DECIDED.has(asked)) DECIDED.set(asked, mayBy(BOTH, request));
  return DECIDED.get(asked)!;
}
