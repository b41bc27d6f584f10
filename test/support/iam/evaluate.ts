import { conditionsHold, type Conditions, type Context } from './conditions';
import { matchesPattern, substitute } from './patterns';

export interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Conditions;
}

export interface Request {
  /** The ARN of a role or user, or a service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly owner: string;
  readonly context?: Context;
}

export interface Policies {
  readonly identity?: readonly Statement[];
  readonly resource?: readonly Statement[];
}

export type Decision = 'allowed' | 'implicitly denied' | 'explicitly denied';

/**
 * Evaluates policies as IAM does.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: Request, { identity = [], resource = [] }: Policies): Decision {
  const context: Context = {
    'aws:PrincipalArn': request.principal,
    'aws:PrincipalAccount': accountOf(request.principal) ?? '',
    ...request.context,
  };
  const ofIdentity = identity.filter((statement) => applies(statement, request, context));
  const ofResource = resource.filter((statement) => applies(statement, request, context))
    .map((statement) => ({ statement, reach: reachOf(statement, request.principal) }))
    .filter(({ reach }) => reach !== undefined);
  if ([...ofIdentity, ...ofResource.map(({ statement }) => statement)].some(({ Effect }) => Effect === 'Deny')) {
    return 'explicitly denied';
  }

  const identityAllows = ofIdentity.length > 0;
  const direct = ofResource.some(({ reach }) => reach === 'direct');
  const delegated = direct || ofResource.length > 0;
  const account = accountOf(request.principal);
  const sameAccount = account === request.owner;
  // A key policy must delegate to IAM. For other resources, IAM policies of the same account are sufficient.
  const identitySuffices = sameAccount && !request.action.startsWith('kms:');
  const allowed = account === undefined || sameAccount
    ? direct || (identityAllows && (identitySuffices || delegated))
    : identityAllows && delegated;
  return allowed ? 'allowed' : 'implicitly denied';
}

function accountOf(principal: string): string | undefined {
  return /^arn:aws:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
}

function applies(statement: Statement, { action, resource }: Request, context: Context): boolean {
  type Patterns = string | readonly string[];
  const acts = (patterns: Patterns) =>
    [patterns].flat().some((pattern) => matchesPattern(action.toLowerCase(), pattern.toLowerCase()));
  const names = (patterns: Patterns) =>
    [patterns].flat().some((pattern) => matchesPattern(resource, substitute(pattern, context)));
  const actionApplies = statement.Action === undefined ? !acts(statement.NotAction!) : acts(statement.Action);
  // Statements of key and trust policies can have no resource.
  const resourceApplies = statement.NotResource === undefined
    ? statement.Resource === undefined || names(statement.Resource)
    : !names(statement.NotResource);
  return actionApplies && resourceApplies && conditionsHold(statement.Condition, context);
}

/**
 * Whether a statement names the principal itself, or only its account, which delegates the decision to IAM of that
 * account.
 */
function reachOf(
  { Principal: principal, NotPrincipal: others }: Statement,
  caller: string,
): 'direct' | 'account' | undefined {
  if (others !== undefined) return listed(others, caller) ? undefined : 'direct';
  if (principal === undefined) return undefined;
  return principal === '*' ? 'direct' : listed(principal, caller);
}

function listed(
  principals: Readonly<Record<string, string | readonly string[]>>,
  caller: string,
): 'direct' | 'account' | undefined {
  const account = accountOf(caller);
  const named = Object.entries(principals).flatMap(([, values]) => [values].flat());
  if (named.some((one) => one === '*' || one === caller)) return 'direct';
  return account !== undefined && named.some((one) => one === account || one === `arn:aws:iam::${account}:root`)
    ? 'account'
    : undefined;
}
