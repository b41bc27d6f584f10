import { SymbolTable } from '../../src/linter/evaluation/symbols';
import { coversAction, coversResource, meetsConditions } from '../../src/linter/iam/match';
import { type PolicyStatement, readPolicyDocument, type StatementPrincipals } from '../../src/linter/iam/statement';

export type PolicyDecision = 'allowed' | 'denied' | 'silent';

/** The values of condition keys, by the names in lower case. */
export type ConditionValues = Readonly<Record<string, readonly string[]>>;

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

/** A condition whose value the simulator does not know does not apply. */
function applies(statement: PolicyStatement, { action, resource, context }: EvaluatedRequest): boolean {
  return coversAction(symbols, statement, action) === true
    && coversResource(symbols, statement, resource) === true
    && meetsConditions(symbols, statement, context) === true;
}

export function evaluateStatements(statements: readonly PolicyStatement[], request: EvaluatedRequest): PolicyDecision {
  const effects = statements.filter((statement) => applies(statement, request)).map(({ effect }) => effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'silent';
}

export function readStatements(policy: string | undefined): readonly PolicyStatement[] {
  return policy === undefined ? [] : readPolicyDocument(policy, '')?.statements ?? [];
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
