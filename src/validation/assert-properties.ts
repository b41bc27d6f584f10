import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP788_INVALID_PROPERTY } from '../diagnostics/definitions/usage';
import { type Finding } from '../diagnostics/finding';
import { assertNoErrorsAndAnnotateFindings } from './assert-valid';
import { type WeakInternals } from './internals';
import { MrapValidationError } from './mrap-validation-error';

const JSII_TYPE = Symbol.for('jsii.rtti');

/** A kind of value that a property accepts. */
export interface PropertyKind {
  /** The kind in messages, for example `a text`. */
  readonly name: string;
  readonly accepts: (value: unknown) => boolean;
}

export type PropertyKinds = Readonly<Record<string, PropertyKind>>;

export const TEXT_PROPERTY_KIND: PropertyKind = { name: 'a text', accepts: (value) => typeof value === 'string' };

/** The kind of a text that is part of names of constructs and resources. */
export const KNOWN_TEXT_PROPERTY_KIND: PropertyKind = {
  name: 'a text that is known at synthesis',
  accepts: (value) => typeof value === 'string' && !Token.isUnresolved(value),
};

export const NON_EMPTY_TEXT_PROPERTY_KIND: PropertyKind = {
  name: 'a text that is not empty', accepts: (value) => typeof value === 'string' && value !== '',
};

export const OBJECT_PROPERTY_KIND: PropertyKind = {
  name: 'an object with properties', accepts: (value) => isObject(value) && !Array.isArray(value),
};

/** Makes the kind of a class whose objects have a state. */
export function makeClassInstancePropertyKind<Owner extends object>(
  states: WeakInternals<Owner, unknown>, name: string,
): PropertyKind {
  return { name, accepts: (value) => isObject(value) && states.find(value as Owner) !== undefined };
}

/** Makes the kind of a list. */
export function makeListPropertyKind({ name, accepts }: PropertyKind): PropertyKind {
  return { name: `a list of ${name}`, accepts: (value) => Array.isArray(value) && value.every(accepts) };
}

/** Makes the kind of an object with some member, for interfaces that several classes implement. */
export function makeObjectWithMemberPropertyKind(member: string, name: string): PropertyKind {
  return { name, accepts: (value) => isObject(value) && member in value };
}

/** Makes the kind of an enumeration. */
export function valueOf(values: Readonly<Record<string, string>>, name: string): PropertyKind {
  return {
    name: Object.keys(values).map((key) => `${name}.${key}`).join(' or '),
    accepts: (value) => Object.values<unknown>(values).includes(value),
  };
}

/** Makes the kind of an object with values of a kind. */
export function makeMapPropertyKind({ name, accepts }: PropertyKind): PropertyKind {
  return {
    name: `an object with ${name} for each key`,
    accepts: (value) => OBJECT_PROPERTY_KIND.accepts(value) && Object.values(value as object).every(accepts),
  };
}

/** Makes the kind of a property that may be absent. */
export function makeOptionalPropertyKind({ name, accepts }: PropertyKind): PropertyKind {
  return { name: `${name}, or nothing`, accepts: (value) => value === undefined || accepts(value) };
}

export const TEXT_LIST_PROPERTY_KIND = makeListPropertyKind(TEXT_PROPERTY_KIND);
/** The kind of a list that the library combines with other values. aws-cdk-lib cannot add values to a list token. */
export const KNOWN_TEXT_LIST_PROPERTY_KIND: PropertyKind = {
  name: TEXT_LIST_PROPERTY_KIND.name,
  accepts: (value) => TEXT_LIST_PROPERTY_KIND.accepts(value) && !Token.isUnresolved(value),
};
export const OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND = makeOptionalPropertyKind(KNOWN_TEXT_LIST_PROPERTY_KIND);
/** Values from the context of the application are texts, and "false" is true in JavaScript. */
export const OPTIONAL_BOOLEAN_PROPERTY_KIND =
  makeOptionalPropertyKind({ name: 'true or false', accepts: (value) => typeof value === 'boolean' });
export const OPTIONAL_TEXT_PROPERTY_KIND = makeOptionalPropertyKind(TEXT_PROPERTY_KIND);
export const OPTIONAL_TEXT_LIST_PROPERTY_KIND = makeOptionalPropertyKind(TEXT_LIST_PROPERTY_KIND);
export const TEXT_MAP_PROPERTY_KIND = makeMapPropertyKind(TEXT_PROPERTY_KIND);
export const OPTIONAL_TEXT_MAP_PROPERTY_KIND = makeOptionalPropertyKind(TEXT_MAP_PROPERTY_KIND);
export const OPTIONAL_OBJECT_PROPERTY_KIND = makeOptionalPropertyKind(OBJECT_PROPERTY_KIND);
export const OPTIONAL_DURATION_PROPERTY_KIND =
  makeOptionalPropertyKind(makeObjectWithMemberPropertyKind('toSeconds', 'a Duration'));
/** CloudFormation supports snapshots for no resource of this library. */
const { SNAPSHOT: _unsupported, ...REMOVAL_POLICIES } = RemovalPolicy;
export const REMOVAL_POLICY_PROPERTY_KIND = valueOf(REMOVAL_POLICIES, 'RemovalPolicy');
export const OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND = makeOptionalPropertyKind(REMOVAL_POLICY_PROPERTY_KIND);
export const GRANTEE_PROPERTY_KIND = makeObjectWithMemberPropertyKind('grantPrincipal', 'a grantee such as a role');
export const POLICY_STATEMENT_PROPERTY_KIND = makeObjectWithMemberPropertyKind('toStatementJson', 'a PolicyStatement');

/**
 * Throws MRAP788 for properties of other kinds.
 *
 * TypeScript, Python and Java check the types of properties. JavaScript does not.
 */
export function assertProperties(scope: IConstruct, props: object | undefined, kinds: PropertyKinds): void {
  assertNoErrorsAndAnnotateFindings(scope, checkKinds(props, kinds, ''));
}

/**
 * Throws MRAP788 for parameters of other kinds.
 *
 * @param method the public method, for messages
 */
export function assertParameters(method: string, parameters: object, kinds: PropertyKinds): void {
  const findings = checkKinds(parameters, kinds, ` of ${method}`);
  if (findings.length > 0) throw new MrapValidationError(findings);
}

function checkKinds(props: object | undefined, kinds: PropertyKinds, suffix: string): Finding[] {
  const values = { ...props } as Readonly<Record<string, unknown>>;
  return Object.entries(kinds).filter(([property, { accepts }]) => !accepts(values[property]))
    .map(([property, { name }]) => MRAP788_INVALID_PROPERTY.create({
      property: property + suffix, got: describe(values[property]), expected: name,
    }));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Token.isUnresolved(value)) return 'a token';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list with ${describe(value[0])}`;
  if (!isObject(value)) return JSON.stringify(value) ?? `a ${typeof value}`;
  const name = findClassName(value);
  return name === undefined ? 'an object' : `an object of the class ${name}`;
}

/** aws-cdk-lib wraps some of its classes, which changes their names, but not their jsii types. */
function findClassName({ constructor }: object): string | undefined {
  const { fqn } = (constructor as { readonly [JSII_TYPE]?: { readonly fqn: string } } | undefined)?.[JSII_TYPE] ?? {};
  return fqn?.split('.').at(-1) ?? (constructor?.name === 'Object' ? undefined : constructor?.name);
}
