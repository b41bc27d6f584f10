import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type RawProperties } from '../../../src/wire/property-readers';
import type * as resourceTypes from '../../../src/wire/resource-types';

export type TypeName = typeof resourceTypes[keyof typeof resourceTypes];

/** One version of a custom resource. Stacks that were deployed with it continue to send these properties. */
export interface Fixture {
  readonly type: TypeName;
  /** The attributes that templates of this version read with `Fn::GetAtt`. */
  readonly attributes: readonly string[];
  readonly variants: Readonly<Record<string, Variant>>;
}

interface Variant {
  /** The properties that CloudFormation sends. It converts numbers and booleans to strings. */
  readonly properties: RawProperties;
  /** The parsed properties. */
  readonly meaning: object;
  /** The physical id in the state of the stack. */
  readonly physicalId: string;
}

/** A variant with its name and its type. */
export interface NamedVariant extends Variant, Pick<Fixture, 'type' | 'attributes'> {
  readonly name: string;
}

/** The alias of the access point in all fixtures. */
const ALIAS = /mfzwi23gnjvgw\.mrap/g;

/** All versions, oldest first. */
export const VERSIONS = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** Reads the fixtures of a version. */
export function readFixtures(version: string): Fixture[] {
  const folder = path.join(__dirname, version);
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Fixture);
}

/** Lists all variants of some versions. */
export function listVariants(versions: readonly string[]): NamedVariant[] {
  return versions.flatMap(readFixtures).flatMap(({ type, attributes, variants }) =>
    Object.entries(variants).map(([name, variant]) => ({ type, attributes, name, ...variant })));
}

/** Replaces the alias in a fixture. */
export function replaceAlias<T>(value: T, alias: string): T {
  return JSON.parse(JSON.stringify(value).replace(ALIAS, alias)) as T;
}
