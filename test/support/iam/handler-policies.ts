import { type AuthorizationRequest } from '../../../simulator/settings';
import { ACCOUNT } from '../accounts';
import { evaluate, type Statement } from './evaluate';
import recorded from './handler-policies.json';

/**
 * The policies of the handlers' role in the stack that most tests deploy. `npm run docs:security` writes them from a
 * synthesis.
 */
export const HANDLER_POLICIES: readonly Statement[] = recorded;

/** Whether IAM allows an action for a role with these statements. */
export function mayBy(
  statements: readonly Statement[],
  { action, resource }: { readonly action: string; readonly resource: string },
): boolean {
  const context: Record<string, string> = action === 'iam:PassRole'
    ? { 'iam:PassedToService': 's3.amazonaws.com' }
    : {};
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
  if (!DECIDED.has(asked)) DECIDED.set(asked, mayBy(HANDLER_POLICIES, request));
  return DECIDED.get(asked)!;
}
