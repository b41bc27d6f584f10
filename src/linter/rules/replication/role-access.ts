import { isKnownText, type SymbolTable } from '../../evaluation/symbols';
import { andTernary } from '../../evaluation/ternary';
import { coversAction, coversResource, meetsConditions } from '../../iam/match';
import { type PolicyStatement } from '../../iam/statement';
import { type TemplateModel } from '../../model/template-model';
import { type RequiredPermission } from './required-permissions';

/** A request of a replication role, for a resource policy. */
export interface RoleRequest {
  readonly role: string;
  /** The account of the role. */
  readonly account: string;
  readonly permission: RequiredPermission;
}

/** Returns whether a statement of a resource policy allows, or may allow, the request. */
export function mayAllowRole({ symbols }: TemplateModel, statement: PolicyStatement, request: RoleRequest): boolean {
  const { action, context } = request.permission;
  const covers = andTernary(
    coversAction(symbols, statement, action),
    meetsConditions(symbols, statement, { 'aws:principalarn': [request.role], ...context }),
  );
  return statement.effect !== 'Deny' && covers !== false && mayNameRole(symbols, statement, request);
}

function mayNameRole(
  symbols: SymbolTable, { principals }: PolicyStatement, { role, account }: RoleRequest,
): boolean {
  if (principals === undefined || principals.everyone || principals.negated || !principals.complete) return true;
  return principals.aws.some((principal) =>
    principal === role || !isKnownText(principal) || !symbols.isCertain(role) || namesAccount(principal, account));
}

/** Returns whether a principal is the account, or may be. A statement for the account allows all of its roles. */
function namesAccount(principal: string, account: string): boolean {
  const [, named] = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal) ?? [];
  return named !== undefined && (named === account || !isKnownText(account));
}

/** Returns whether a statement of a resource policy certainly denies the request. */
export function deniesRole(
  { symbols }: TemplateModel, statement: PolicyStatement, { role, permission }: RoleRequest,
): boolean {
  const { effect, principals } = statement;
  const names = principals !== undefined
    && !principals.negated
    && (principals.everyone || principals.aws.includes(role));
  return effect === 'Deny' && names && coversAction(symbols, statement, permission.action) === true
    && coversResource(symbols, statement, permission.resource) === true
    && meetsConditions(symbols, statement, { 'aws:principalarn': [role], ...permission.context }) === true;
}
