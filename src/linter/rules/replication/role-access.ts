import { isKnownText, type SymbolTable } from '../../evaluation/symbols';
import { andTernary } from '../../evaluation/ternary';
import { coversAction, coversResource, meetsConditions } from '../../iam/match';
import { patternsOverlap } from '../../iam/patterns';
import { type PolicyStatement, type StatementPrincipals } from '../../iam/statement';
import { type TemplateModel } from '../../model/template-model';
import { addRoleToContext, type RequiredPermission } from './required-permissions';

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
    meetsConditions(symbols, statement, addRoleToContext(context, request.role, request.account)),
  );
  return statement.effect !== 'Deny' && covers !== false && mayNameRoleOrAccount(symbols, statement, request);
}

function mayNameRoleOrAccount(
  symbols: SymbolTable, { principals }: PolicyStatement, { role, account }: RoleRequest,
): boolean {
  return principals === undefined || mayNameRole(symbols, principals, role)
    || principals.aws.some((principal) => namesAccount(symbols, principal, account));
}

/** Returns whether principals contain a role itself, or may contain it. */
export function mayNameRole(symbols: SymbolTable, principals: StatementPrincipals | undefined, role: string): boolean {
  if (principals === undefined) return false;
  const { aws, complete, everyone, negated } = principals;
  // An attribute of a resource is one principal, although its value is not known.
  const isKnown = complete || (aws.length > 0 && aws.every((principal) => symbols.isCertain(principal)));
  return everyone || negated || !isKnown
    || aws.some((principal) => patternsOverlap(symbols, principal, role) !== false
      || !(isKnownText(principal) || symbols.isCertain(role)));
}

/** Returns whether a principal is the account, or may be. A statement for the account allows all of its roles. */
function namesAccount(symbols: SymbolTable, principal: string, account: string): boolean {
  return [account, `arn:*:iam::${account}:root`].some((name) => patternsOverlap(symbols, principal, name) !== false);
}

/** Returns whether a statement of a resource policy certainly denies the request. */
export function deniesRole(
  { symbols }: TemplateModel, statement: PolicyStatement, { role, account, permission }: RoleRequest,
): boolean {
  const { effect, principals } = statement;
  const names = principals !== undefined
    && !principals.negated
    && (principals.everyone || principals.aws.includes(role));
  return effect === 'Deny' && names && coversAction(symbols, statement, permission.action) === true
    && coversResource(symbols, statement, permission.resource) === true
    && meetsConditions(symbols, statement, addRoleToContext(permission.context, role, account)) === true;
}
