/** The parts of a policy statement that the simulator evaluates. */
export interface ParsedStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly ParsedPrincipal[];
  /** Whether the statement names the principals that it does not concern. */
  readonly excludesPrincipals: boolean;
  readonly resources: readonly string[];
  readonly conditions: readonly ParsedCondition[];
}

export interface ParsedPrincipal {
  /** AWS, Service, Federated or CanonicalUser. */
  readonly type: string;
  readonly value: string;
}

export interface ParsedCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export type ParsedPolicy = { readonly statements: readonly ParsedStatement[] } | { readonly problem: string };

const ANYONE: readonly ParsedPrincipal[] = [{ type: 'AWS', value: '*' }];

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Returns one or more strings, or undefined. */
function asStrings(value: unknown): readonly string[] | undefined {
  const list = asList(value);
  return list.length > 0 && list.every((item): item is string => typeof item === 'string') ? list : undefined;
}

function parsePrincipals({
  Principal: named,
  NotPrincipal: others,
}: Readonly<Record<string, unknown>>): readonly ParsedPrincipal[] | undefined {
  // NotPrincipal counts as public.
  if (named === '*' || others !== undefined) return ANYONE;
  const principals = Object.entries(asRecord(named) ?? {}).map(([type, values]) =>
    asStrings(values)?.map((value) => ({ type, value })),
  );
  return principals.length > 0 && principals.every((some) => some !== undefined) ? principals.flat() : undefined;
}

function parseConditions(value: unknown): readonly ParsedCondition[] | undefined {
  const operators = value === undefined ? {} : asRecord(value);
  if (operators === undefined) return undefined;
  const read = Object.entries(operators).flatMap(([operator, keys]) => {
    const tests = asRecord(keys);
    return tests === undefined
      ? [undefined]
      : Object.entries(tests).map(([key, values]) => ({ operator, key, values: asList(values).map(String) }));
  });
  return read.every((condition) => condition !== undefined) ? read : undefined;
}

function parseStatement(value: unknown): ParsedStatement | string {
  const statement = asRecord(value);
  if (statement === undefined) return 'Policy statement must be an object';
  const { Effect: effect, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return `Invalid effect: ${String(effect)}`;
  const twice = ['Principal', 'Action', 'Resource']
    .find((element) => statement[element] !== undefined && statement[`Not${element}`] !== undefined);
  if (twice !== undefined) return `Statement has both ${twice} and Not${twice}`;
  const principals = parsePrincipals(statement);
  if (principals === undefined) return 'Missing required field Principal';
  if (asStrings(statement.Action ?? statement.NotAction) === undefined) return 'Missing required field Action';
  const resources = asStrings(statement.Resource ?? statement.NotResource);
  if (resources === undefined) return 'Missing required field Resource';
  const conditions = parseConditions(condition);
  if (conditions === undefined) return 'Invalid policy condition';
  return { effect, principals, excludesPrincipals: statement.NotPrincipal !== undefined, resources, conditions };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function parsePolicy(text: string): ParsedPolicy {
  const document = asRecord(parseJson(text));
  if (document === undefined) {
    return { problem: 'Policies must be valid JSON and the first byte must be \'{\'' };
  }
  if (document.Statement === undefined) {
    return { problem: 'Missing required field Statement' };
  }
  const read = asList(document.Statement).map(parseStatement);
  const problem = read.find((statement) => typeof statement === 'string');
  return problem === undefined
    ? { statements: read.filter((statement) => typeof statement !== 'string') }
    : { problem };
}
