import { type AuthorizationRequest, type RoleSession } from '../../simulator';
import { type PolicyStatement } from '../../src/linter/iam/statement';
import { type EvaluatedRequest, evaluateStatements, type PolicyDecision, readStatements } from './evaluate-statements';

/** The identity policies by access key. In the mode `full`, an access key without a policy has no permission. */
export type IdentityPolicies = ReadonlyMap<string, string>;

/** A role of the templates. */
export interface SimulatedRole {
  readonly arn: string;
  readonly accountId: string;
  readonly trust?: string;
  /** The longest session. Default: one hour, as in IAM. */
  readonly maxSessionSeconds?: number;
  readonly statements: readonly PolicyStatement[];
  /** Whether all statements are known. The statements of a policy that AWS manages are not. */
  readonly isComplete: boolean;
  /** The statements of the permissions boundary, if the role has one. */
  readonly boundary?: readonly PolicyStatement[];
}

/** The decision of all policies of an identity. */
export interface IdentityDecisionWithReason {
  readonly decision: PolicyDecision;
  /** The policies that deny or that do not allow the request, such as `identity policy of 111122223333/AKID`. */
  readonly policies: string;
  /** Whether the policies limit the identity, so that the policy of a resource cannot replace their permission. */
  readonly isLimit: boolean;
}

interface PolicySet {
  readonly policies: string;
  readonly statements: readonly PolicyStatement[];
  readonly isLimit: boolean;
}

export const ALLOWED_IDENTITY: IdentityDecisionWithReason = { decision: 'allowed', policies: '', isLimit: false };

/** The simulator does not know the policies of a role that no template contains. */
export function describeUnknownRole(arn: string): IdentityDecisionWithReason {
  const policies = `identity policy of role ${arn} (which the templates do not contain)`;
  return { decision: 'silent', policies, isLimit: false };
}

/** Evaluates sets of policies that must all allow a request. */
function evaluateAll(sets: readonly PolicySet[], request: EvaluatedRequest): IdentityDecisionWithReason {
  const decisions = sets.map(({ statements, policies, isLimit }) => (
    { policies, isLimit, decision: evaluateStatements(statements, request) }));
  return decisions.find(({ decision }) => decision === 'denied')
    ?? decisions.find(({ decision, isLimit }) => isLimit && decision === 'silent')
    ?? decisions.find(({ decision }) => decision === 'silent')
    ?? ALLOWED_IDENTITY;
}

export function evaluateAccessKey(
  identities: IdentityPolicies, { accountId, caller = '' }: Pick<AuthorizationRequest, 'accountId' | 'caller'>,
  request: EvaluatedRequest,
): IdentityDecisionWithReason {
  const statements = readStatements(identities.get(caller));
  return evaluateAll([{ policies: `identity policy of ${accountId}/${caller}`, statements, isLimit: false }], request);
}

export function evaluateRole(
  { arn, statements, boundary, isComplete }: SimulatedRole, session: Pick<RoleSession, 'policy'>,
  request: EvaluatedRequest,
): IdentityDecisionWithReason {
  const unknown = isComplete ? '' : ' (whose policies the templates do not contain completely)';
  return evaluateAll([
    { policies: `identity policy of role ${arn}${unknown}`, statements, isLimit: false },
    ...(boundary === undefined ? [] : [
      { policies: `permissions boundary of role ${arn}`, statements: boundary, isLimit: true },
    ]),
    ...(session.policy === undefined ? [] : [
      { policies: `session policy of role ${arn}`, statements: readStatements(session.policy), isLimit: true },
    ]),
  ], request);
}
