import { type UncheckedFields, asFields, isUnknownValue, asList, asText, literalText } from '../evaluation/read';
import { type PolicyCondition, readPolicyConditions } from './condition';

/** The patterns of one element of a statement. */
export interface StatementPatterns {
  readonly values: readonly string[];
  /** Whether all patterns are known. */
  readonly complete: boolean;
  /** Whether the element is a `Not…` element. */
  readonly negated: boolean;
}

/** A policy statement as IAM evaluates it. */
export interface PolicyStatement {
  readonly location: string;
  /** An effect in another spelling is invalid. */
  readonly effect: 'Allow' | 'Deny' | 'unknown' | 'missing' | 'invalid';
  /** The elements that exclude each other, like Action and NotAction. */
  readonly contradictions: readonly string[];
  /** Undefined if the statement has no such element. */
  readonly principals?: StatementPrincipals;
  readonly actions?: StatementPatterns;
  readonly resources?: StatementPatterns;
  readonly conditions: readonly PolicyCondition[];
  /** Whether all conditions are known. */
  readonly conditionsKnown: boolean;
}

export interface StatementPrincipals {
  readonly negated: boolean;
  readonly complete: boolean;
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly others: readonly string[];
}

export interface PolicyDocument {
  readonly location: string;
  readonly version?: unknown;
  readonly statements: readonly PolicyStatement[];
  /** Whether the document has a Statement element, which can be empty. */
  readonly hasStatements: boolean;
  /** Whether all statements are known. */
  readonly complete: boolean;
  readonly raw: unknown;
}

/** Reads a policy document; undefined if the value is none. */
export function readPolicyDocument(value: unknown, location: string): PolicyDocument | undefined {
  const fields = asFields(typeof value === 'string' ? parseJson(value) : value);
  if (fields === undefined) return undefined;
  const entries = asList(fields.Statement);
  const statements = entries.flatMap((entry, index) => {
    const statement = asFields(entry);
    return statement === undefined
      ? []
      : [
        readStatement(
          statement,
          Array.isArray(fields.Statement) ? `${location}/Statement/${index}` : `${location}/Statement`,
        ),
      ];
  });
  return {
    location,
    version: fields.Version,
    statements,
    hasStatements: fields.Statement !== undefined,
    complete: statements.length === entries.length,
    raw: value,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A deployment decides the text, or it is no JSON.
    return undefined;
  }
}

function readStatement(fields: UncheckedFields, location: string): PolicyStatement {
  const { conditions, complete } = readPolicyConditions(fields.Condition);
  return {
    location,
    effect: readEffect(fields.Effect),
    contradictions: ['Principal', 'Action', 'Resource']
      .filter((element) => fields[element] !== undefined && fields[`Not${element}`] !== undefined),
    principals: readPrincipals(fields),
    actions: readPatterns(fields, 'Action'),
    resources: readPatterns(fields, 'Resource'),
    conditions,
    conditionsKnown: complete,
  };
}

function readEffect(value: unknown): PolicyStatement['effect'] {
  if (value === undefined) return 'missing';
  if (value === 'Allow' || value === 'Deny') return value;
  return literalText(value) === undefined ? 'unknown' : 'invalid';
}

function readPatterns(fields: UncheckedFields, element: string): StatementPatterns | undefined {
  const negated = fields[element] === undefined && fields[`Not${element}`] !== undefined;
  const value = negated ? fields[`Not${element}`] : fields[element];
  return value === undefined ? undefined : { ...readStatementValues(value), negated };
}

/** The texts of a list or a scalar. A value that only a deployment decides may be a list. */
export function readStatementValues(value: unknown): { values: string[]; complete: boolean } {
  if (isUnknownValue(value)) return { values: [String(value)], complete: false };
  const entries = asList(value);
  const values = entries.flatMap((entry) => asText(entry) ?? []);
  return { values, complete: values.length === entries.length };
}

/** The resources in the Resource or NotResource element. */
export function listResourcesOfStatement({ resources }: PolicyStatement): readonly string[] {
  return resources?.values ?? [];
}

function readPrincipals(fields: UncheckedFields): StatementPrincipals | undefined {
  const negated = fields.Principal === undefined && fields.NotPrincipal !== undefined;
  const value = negated ? fields.NotPrincipal : fields.Principal;
  if (value === undefined) return undefined;
  if (value === '*') return { negated, complete: true, everyone: true, aws: ['*'], services: [], others: [] };
  const kinds = asFields(value);
  if (kinds === undefined) return { negated, complete: false, everyone: false, aws: [], services: [], others: [] };
  const { AWS: aws, Service: services, ...rest } = kinds;
  const [awsRead, servicesRead, othersRead] = [aws, services, Object.values(rest).flat()].map((entry) =>
    readStatementValues(entry),
  );
  return {
    negated,
    complete: awsRead.complete && servicesRead.complete && othersRead.complete,
    everyone: awsRead.values.includes('*'),
    aws: awsRead.values,
    services: servicesRead.values,
    others: othersRead.values,
  };
}
