import { type ConditionValues } from '../../simulator';
import { SymbolTable } from '../../src/linter/evaluation/symbols';
import { coversAction, coversResource } from '../../src/linter/iam/match';
import { type PolicyStatement, readPolicyDocument, type StatementPrincipals } from '../../src/linter/iam/statement';
import { meetsCondition } from './evaluate-condition';
import { hasVariables, substituteVariables } from './policy-variables';

export type PolicyDecision = 'allowed' | 'denied' | 'silent';

export interface EvaluatedRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionValues;
}

/** A caller, as the principals of policies name it. */
export interface Caller {
  readonly accountId: string;
  readonly arns: readonly string[];
  /** Whether the caller may use roles that only services of AWS can assume. */
  readonly actsAsService: boolean;
}

const symbols = new SymbolTable();

/** Replaces the policy variables in the resources. Returns undefined if one of them has no value. */
function substituteResources(
  statement: PolicyStatement, context: ConditionValues,
): PolicyStatement | undefined {
  const { resources } = statement;
  if (resources === undefined || !resources.values.some(hasVariables)) return statement;
  const values = resources.values.map((value) => substituteVariables(value, context));
  return values.includes(undefined)
    ? undefined : { ...statement, resources: { ...resources, values: values as readonly string[] } };
}

/** A statement with a condition whose value the simulator does not know does not apply. */
function applies(statement: PolicyStatement, { action, resource, context }: EvaluatedRequest): boolean {
  if (coversAction(symbols, statement, action) !== true) return false;
  const substituted = substituteResources(statement, context);
  return substituted !== undefined
    && coversResource(symbols, substituted, resource) === true
    && statement.conditionsKnown && statement.conditions.every((condition) => meetsCondition(condition, context));
}

export function evaluateStatements(statements: readonly PolicyStatement[], request: EvaluatedRequest): PolicyDecision {
  const effects = statements.filter((statement) => applies(statement, request)).map(({ effect }) => effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'silent';
}

/** The policies that were read last. Each request concerns several, and most requests concern the same ones. */
const statementsByPolicy = new Map<string, readonly PolicyStatement[]>();
const REMEMBERED_POLICIES = 100;

export function readStatements(policy: string | undefined): readonly PolicyStatement[] {
  if (policy === undefined) return [];
  const known = statementsByPolicy.get(policy);
  if (known !== undefined) return known;
  const statements = readPolicyDocument(policy, '')?.statements ?? [];
  if (statementsByPolicy.size >= REMEMBERED_POLICIES) statementsByPolicy.clear();
  statementsByPolicy.set(policy, statements);
  return statements;
}

/** The account as principal allows its identity policies to allow, so it allows only identities of other accounts. */
function matchesPrincipal(
  principals: StatementPrincipals | undefined, { arns, accountId, actsAsService }: Caller, matchesAccount: boolean,
): boolean {
  if (principals === undefined) return false;
  const names = ['*', ...arns, ...(matchesAccount ? [accountId, `arn:aws:iam::${accountId}:root`] : [])];
  const isNamed = principals.everyone || principals.aws.some((name) => names.includes(name))
    || (actsAsService && principals.services.length > 0);
  return principals.negated ? !isNamed : isNamed;
}

/**
 * Returns the statements of a resource policy that concern a caller.
 *
 * @param matchesAccount whether statements that allow the whole account of the caller concern it
 */
export function selectStatements(
  statements: readonly PolicyStatement[], caller: Caller, matchesAccount: boolean,
): readonly PolicyStatement[] {
  return statements.filter(({ effect, principals }) => (
    matchesPrincipal(principals, caller, effect === 'Deny' || matchesAccount)));
}
