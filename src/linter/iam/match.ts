import { type SymbolTable } from '../evaluation/symbols';
import { andTernary, type Ternary } from '../evaluation/ternary';
import { isConditionMet, type RequestContext } from './condition-outcome';
import { PatternIndex } from './pattern-index';
import { isOpenPattern, patternContains, patternsOverlap } from './patterns';
import { type StatementPatterns, type PolicyStatement } from './statement';

/** Fewer patterns are compared with each other. */
const MIN_INDEXED = 16;
const resourceIndexes = new WeakMap<StatementPatterns, PatternIndex>();
const statementIndexes = new WeakMap<readonly PolicyStatement[], Map<string, StatementIndex>>();

/** The statements that may apply to an action. */
interface StatementIndex {
  readonly statements: readonly PolicyStatement[];
  readonly resources: PatternIndex;
}

/** Returns whether an element of a statement, or its `Not…` form, matches a part of the wanted pattern. */
function covers(
  symbols: SymbolTable,
  patterns: StatementPatterns | undefined,
  wanted: string,
  { values = patterns?.values ?? [], ignoreCase = false }: { values?: readonly string[]; ignoreCase?: boolean } = {},
): Ternary {
  if (patterns === undefined) return false;
  const answers = values.map((value) => patternsOverlap(symbols, value, wanted, { ignoreCase }));
  // A parameter that is the ARN of a bucket is no list.
  const complete = patterns.complete || (patterns.values.length === 1 && symbols.isBucketArn(patterns.values[0]));
  const covered = answers.includes(true) ? true : answers.includes(undefined) || !complete ? undefined : false;
  if (!patterns.negated || covered === undefined) return patterns.negated ? undefined : covered;
  // An exception for a part of the wanted pattern leaves the rest of it.
  const isWhole = !isOpenPattern(wanted) || patterns.values.some((value) => patternContains(value, wanted));
  return !covered || (isWhole ? false : undefined);
}

/** Returns whether a statement applies to an action, like `s3:GetObject`. */
export function coversAction(symbols: SymbolTable, statement: PolicyStatement, action: string): Ternary {
  return covers(symbols, statement.actions, action, { ignoreCase: true });
}

/** Returns whether a statement applies to a resource that matches the pattern. */
export function coversResource(symbols: SymbolTable, statement: PolicyStatement, resource: string): Ternary {
  const { resources } = statement;
  const values = resources && findResources(symbols, resources, resource);
  return covers(symbols, resources, resource, { values });
}

/** The resources of a statement that may overlap the pattern. All others certainly do not. */
function findResources(symbols: SymbolTable, patterns: StatementPatterns, resource: string): readonly string[] {
  const { values } = patterns;
  if (values.length < MIN_INDEXED) return values;
  const index = resourceIndexes.get(patterns) ?? new PatternIndex(symbols, values.map((value) => [value]));
  resourceIndexes.set(patterns, index);
  return index.find(resource).map((position) => values[position]);
}

/** The statements that may apply to the action and to the pattern, in order. All others certainly do not. */
function findStatements(
  symbols: SymbolTable, statements: readonly PolicyStatement[], action: string, resource: string,
): readonly PolicyStatement[] {
  if (statements.length < MIN_INDEXED) return statements;
  const byAction = statementIndexes.get(statements) ?? new Map<string, StatementIndex>();
  statementIndexes.set(statements, byAction);
  const index = byAction.get(action) ?? indexStatements(symbols, statements, action);
  byAction.set(action, index);
  return index.resources.find(resource).map((position) => index.statements[position]);
}

function indexStatements(
  symbols: SymbolTable, all: readonly PolicyStatement[], action: string,
): StatementIndex {
  const statements = all.filter((statement) => coversAction(symbols, statement, action) !== false);
  const patterns = statements.map(({ resources }) =>
    // An exception, or a resource that is not known, can apply to any resource.
    (resources === undefined || (resources.complete && !resources.negated) ? resources?.values ?? [] : ['*']));
  return { statements, resources: new PatternIndex(symbols, patterns) };
}

/** Returns whether a request meets all conditions of a statement. */
export function meetsConditions(symbols: SymbolTable, statement: PolicyStatement, context: RequestContext): Ternary {
  const outcomes = statement.conditions.map((condition) => isConditionMet(symbols, condition, context));
  return andTernary(...outcomes, statement.conditionsKnown ? true : undefined);
}

/**
 * Returns whether a statement allows an action on a resource that matches the pattern. Without a context, all
 * conditions count as met.
 */
export function statementsAllowAction(
  symbols: SymbolTable,
  statements: readonly PolicyStatement[],
  action: string,
  resource: string,
  context?: RequestContext,
): Ternary {
  return hasEffect('Allow', symbols, statements, action, resource, context);
}

/** Returns whether a statement denies an action on a resource that matches the pattern. All conditions count as met. */
export function statementsDenyAction(
  symbols: SymbolTable,
  statements: readonly PolicyStatement[],
  action: string,
  resource: string,
): Ternary {
  return hasEffect('Deny', symbols, statements, action, resource);
}

/** Returns whether a statement certainly denies an action on every resource that matches the pattern. */
export function statementsDenyEveryRequest(
  symbols: SymbolTable,
  statements: readonly PolicyStatement[],
  action: string,
  resource: string,
  context: RequestContext,
): boolean {
  return statements.some((statement) => statement.effect === 'Deny'
    && coversAction(symbols, statement, action) === true
    && coversWholeResource(symbols, statement, resource)
    && meetsConditions(symbols, statement, context) === true);
}

/**
 * The resources of the statements that allow an action, if all of them match fewer texts than the pattern, such as
 * `…/logs/*` for `…/*`. Undefined if a statement may allow the action on all resources, or if none allows it.
 */
export function findNarrowerResources(
  symbols: SymbolTable, statements: readonly PolicyStatement[], action: string, resource: string,
): string[] | undefined {
  const start = resource.replace(/\*$/, '');
  const isNarrower = (pattern: string) => pattern.startsWith(start) && /^[\w/.-]/.test(pattern.slice(start.length));
  const mayAllowAll = ({ resources }: PolicyStatement) => resources?.negated !== false || !resources.complete
    || findResources(symbols, resources, resource).some((pattern) =>
      !isNarrower(pattern) && patternsOverlap(symbols, pattern, resource) !== false);
  const isAllowing = (statement: PolicyStatement) => statement.effect !== 'Deny'
    && statement.resources !== undefined && coversAction(symbols, statement, action) !== false;
  if (start === resource) return undefined;
  const allowing = findStatements(symbols, statements, action, resource).filter(isAllowing);
  if (allowing.some(mayAllowAll)) return undefined;
  const found = allowing.flatMap(({ resources }) => findResources(symbols, resources!, resource).filter(isNarrower));
  return found.length > 0 ? found : undefined;
}

/** Returns whether a statement certainly applies to every resource that matches the pattern. */
function coversWholeResource(symbols: SymbolTable, { resources }: PolicyStatement, resource: string): boolean {
  if (resources === undefined) return false;
  return resources.negated
    ? resources.complete && resources.values.every((other) => patternsOverlap(symbols, other, resource) === false)
    : resources.values.some((pattern) => patternContains(pattern, resource));
}

function hasEffect(
  effect: 'Allow' | 'Deny',
  symbols: SymbolTable,
  statements: readonly PolicyStatement[],
  action: string,
  resource: string,
  context?: RequestContext,
): Ternary {
  let answer: Ternary = false;
  // A role can have hundreds of statements and a replication as many rules, so a certain answer ends the search.
  for (const statement of findStatements(symbols, statements, action, resource)) {
    if (statement.effect !== effect && statement.effect !== 'unknown') continue;
    const covered = coversAction(symbols, statement, action) === false ? false : andTernary(
      coversResource(symbols, statement, resource),
      coversAction(symbols, statement, action),
      context === undefined ? true : meetsConditions(symbols, statement, context),
    );
    if (covered === true && statement.effect === effect) return true;
    if (covered !== false) answer = undefined;
  }
  return answer;
}

/** The actions that a statement contains without wildcards. */
export function namedActions(statement: PolicyStatement): string[] {
  if (statement.actions === undefined || statement.actions.negated) return [];
  return statement.actions.values.filter((value) => /^[a-z0-9-]+:[a-z0-9]+$/i.test(value));
}
