import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type RawProperties } from '../../../src/wire/property-readers';
import type * as resourceTypes from '../../../src/wire/resource-types';

export type TypeName = typeof resourceTypes[keyof typeof resourceTypes];

/** One version of a custom resource: what stacks deployed with it hold, and go on sending. */
export interface Fixture {
  readonly type: TypeName;
  /** What templates of this version read by `Fn::GetAtt`. */
  readonly attributes: readonly string[];
  readonly variants: Readonly<Record<string, Variant>>;
}

interface Variant {
  /** As CloudFormation sends them: every figure and flag is text. */
  readonly properties: RawProperties;
  /** How they were read. */
  readonly meaning: object;
  /** What CloudFormation remembers. */
  readonly physicalId: string;
}

/** One variant of one type, named. */
export interface NamedVariant extends Variant, Pick<Fixture, 'type' | 'attributes'> {
  readonly name: string;
}

/** The alias of the access point in every fixture. */
const ALIAS = /mfzwi23gnjvgw\.mrap/g;

/** Oldest first. */
export const VERSIONS = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

export function fixturesOf(version: string): Fixture[] {
  const folder = path.join(__dirname, version);
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Fixture);
}

export function variantsOf(versions: readonly string[]): NamedVariant[] {
  return versions.flatMap(fixturesOf).flatMap(({ type, attributes, variants }) =>
    Object.entries(variants).map(([name, variant]) => ({ type, attributes, name, ...variant })));
}

/** The same about an access point of another alias. */
export function withAlias<T>(value: T, alias: string): T {
  return JSON.parse(JSON.stringify(value).replace(ALIAS, alias)) as T;
}
