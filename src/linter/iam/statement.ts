import { type Fields, asFields, isUnknown, asList, asText } from '../evaluation/read';
import { type Condition, conditionsOf } from './condition';

/** Patterns of one element of a statement. */
export interface Patterns {
  readonly values: readonly string[];
  /** Whether these are all; false where some are a matter of deployment. */
  readonly complete: boolean;
  /** Whether the element is a `Not…`: everything but these. */
  readonly negated: boolean;
}

/** One statement of a policy, as IAM reads it. */
export interface Statement {
  readonly location: string;
  readonly effect: 'Allow' | 'Deny' | 'unknown' | 'missing';
  /** Undefined where the statement has no such element. */
  readonly principals?: Principals;
  readonly actions?: Patterns;
  readonly resources?: Patterns;
  readonly conditions: readonly Condition[];
  /** Whether there are conditions that only deployment shows. */
  readonly conditionsKnown: boolean;
}

export interface Principals {
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
  readonly statements: readonly Statement[];
  /** Whether these are all statements; false where some are a matter of deployment. */
  readonly complete: boolean;
  readonly raw: unknown;
}

/** Understands a policy document; undefined where there is none to understand. */
export function readDocument(value: unknown, location: string): PolicyDocument | undefined {
  const fields = asFields(typeof value === 'string' ? parseJson(value) : value);
  if (fields === undefined) return undefined;
  const entries = asList(fields.Statement);
  const statements = entries.flatMap((entry, index) => {
    const statement = asFields(entry);
    return statement === undefined ? [] : [readStatement(statement, Array.isArray(fields.Statement) ? `${location}/Statement/${index}` : `${location}/Statement`)];
  });
  return { location, version: fields.Version, statements, complete: statements.length === entries.length, raw: value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A matter of deployment, or no document.
    return undefined;
  }
}

function readStatement(fields: Fields, location: string): Statement {
  const { conditions, complete } = conditionsOf(fields.Condition);
  return {
    location,
    effect: effectOf(fields.Effect),
    principals: principalsOf(fields),
    actions: patternsOf(fields, 'Action'),
    resources: patternsOf(fields, 'Resource'),
    conditions,
    conditionsKnown: complete,
  };
}

function effectOf(value: unknown): Statement['effect'] {
  if (value === undefined) return 'missing';
  return value === 'Allow' || value === 'Deny' ? value : 'unknown';
}

function patternsOf(fields: Fields, element: string): Patterns | undefined {
  const negated = fields[element] === undefined && fields[`Not${element}`] !== undefined;
  const value = negated ? fields[`Not${element}`] : fields[element];
  return value === undefined ? undefined : { ...readValues(value), negated };
}

/** Texts of a list or a scalar; a whole value that is a matter of deployment may be a list. */
export function readValues(value: unknown): { values: string[]; complete: boolean } {
  if (isUnknown(value)) return { values: [String(value)], complete: false };
  const entries = asList(value);
  const values = entries.flatMap((entry) => asText(entry) ?? []);
  return { values, complete: values.length === entries.length };
}

/** The resources that a statement names, be it as those it is about or as those it is not. */
export function resourcesOf({ resources }: Statement): readonly string[] {
  return resources?.values ?? [];
}

function principalsOf(fields: Fields): Principals | undefined {
  const negated = fields.Principal === undefined && fields.NotPrincipal !== undefined;
  const value = negated ? fields.NotPrincipal : fields.Principal;
  if (value === undefined) return undefined;
  if (value === '*') return { negated, complete: true, everyone: true, aws: ['*'], services: [], others: [] };
  const kinds = asFields(value);
  if (kinds === undefined) return { negated, complete: false, everyone: false, aws: [], services: [], others: [] };
  const { AWS: aws, Service: services, ...rest } = kinds;
  const [awsRead, servicesRead, othersRead] = [aws, services, Object.values(rest).flat()].map((entry) => readValues(entry));
  return {
    negated,
    complete: awsRead.complete && servicesRead.complete && othersRead.complete,
    everyone: awsRead.values.includes('*'),
    aws: awsRead.values,
    services: servicesRead.values,
    others: othersRead.values,
  };
}
