import { groupBy } from '../../../src/diagnostics/group-by';
import { lacksNativeTypes, REGIONS_WITHOUT_NATIVE_TYPES } from '../../../src/facts/native-types';
import { REGIONS } from '../../../src/facts/regions';
import { type Difference } from '../difference';
import { type CloudFormationInput, type Inputs } from '../inputs/inputs';
import { schemaProperties, type SchemaProperty } from '../inputs/schema-properties';
import { LINTER_VALUES } from '../project/linter-values';
import { type Property } from '../project/properties';
import { type SourceText } from '../project/source-text';

const input = 'CloudFormation schemas';
const RENDERED = 'projenrc/security/applications.ts';
const IS_TYPE = /^AWS::\w+::\w+$/;
/** Types that CloudFormation defines itself; the registry has no schema of them. */
const BUILT_IN = /^AWS::CloudFormation::(CustomResource|Stack)$/;

export interface ProjectProperties {
  /** The types of the resources in rendered templates. */
  readonly types: readonly string[];
  /** The properties in rendered templates. */
  readonly rendered: readonly Property[];
  /** The properties that the linter reads. */
  readonly read: readonly Property[];
}

/** The resource types that this project renders or names. */
export function usedTypes({ types, read }: ProjectProperties, { literals }: SourceText): string[] {
  const named = literals.map(({ text }) => text).filter((text) => IS_TYPE.test(text));
  return [...new Set([...types, ...read.map(({ type }) => type), ...named])]
    .filter((type) => IS_TYPE.test(type) && !BUILT_IN.test(type))
    .sort();
}

/** A file that reads a type comes before files that only mention it. */
const PREFERRED = [/^src\/linter\/model\//, /^src\/linter\/rules\//, /^src\/constructs\//];

/** The file that a difference about a type concerns. */
export function fileOfType(type: string, source: SourceText): string {
  const files = filesByType(source).get(type) ?? [];
  const preferred = PREFERRED.map((folder) => files.find((file) => folder.test(file)))
    .find((file) => file !== undefined);
  return preferred ?? files[0] ?? RENDERED;
}

const known = new WeakMap<SourceText, Map<string, string[]>>();

/** The files that name each type; found once, because every property asks. */
function filesByType(source: SourceText): Map<string, string[]> {
  const found = known.get(source)
    ?? new Map([...groupBy(source.literals.filter(({ text }) => IS_TYPE.test(text)), ({ text }) => text)]
      .map(([type, literals]) => [type, literals.map(({ file }) => file)]));
  known.set(source, found);
  return found;
}

export function checkCloudFormation(
  { cloudFormation }: Inputs, properties: ProjectProperties, source: SourceText,
): Difference[] {
  if (cloudFormation === undefined) return [];
  const schemas = new Map(Object.entries(cloudFormation.schemas)
    .map(([type, schema]) => [type, schemaProperties(schema)]));
  const types = usedTypes(properties, source);
  return [
    ...types.filter((type) => !schemas.has(type)).map((type): Difference =>
      ({
        kind: 'gone',
        input,
        fact: type,
        detail: 'this file names the resource type',
        file: fileOfType(type, source),
      })),
    ...properties.rendered.flatMap((property) => checkRendered(property, schemas.get(property.type))),
    ...checkRead(properties.read, schemas, source),
    ...checkValues(schemas),
    ...checkNativeTypes(
      cloudFormation,
      REGIONS.map(({ region }) => region).filter((region) => !lacksNativeTypes(region)),
    ),
    ...checkMissingTypes(cloudFormation),
    ...checkRuntimes(cloudFormation, properties.rendered),
  ];
}

/** The property, or the nearest one above it that allows anything. */
function find(schema: ReadonlyMap<string, SchemaProperty>, path: string): SchemaProperty | undefined {
  const found = schema.get(path);
  if (found !== undefined) return found;
  const above = path.replace(/(\[\]|\.[^.[\]]*|^[^.[\]]*)$/, '');
  if (above === '' || above === path) return undefined;
  const nearest = find(schema, above);
  return nearest?.open === true ? { ...nearest, values: [], pattern: undefined } : undefined;
}

function checkRendered(
  { type, path, values }: Property, schema: ReadonlyMap<string, SchemaProperty> | undefined,
): Difference[] {
  if (schema === undefined) return [];
  const property = find(schema, path);
  const fact = `${type}.${path}`;
  if (property === undefined) {
    return [{ kind: 'gone', input, fact, detail: 'the constructs render it', file: RENDERED }];
  }
  const { values: allowed, pattern } = property;
  const refused = values.filter((value) => !isAllowed(value, allowed, pattern));
  return refused.map((value) => ({
    kind: 'changed',
    input,
    fact,
    detail: `${allowed.join(' | ') || `pattern ${String(pattern)}`}; the constructs render "${value}"`,
    file: RENDERED,
  }));
}

function isAllowed(value: string, allowed: readonly string[], pattern: string | undefined): boolean {
  if (allowed.length > 0) return allowed.includes(value);
  return pattern === undefined || compile(pattern)?.test(value) !== false;
}

/** The registry's patterns are of several dialects; a pattern of another dialect decides nothing. */
function compile(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Perhaps with the next flags.
    }
  }
  return undefined;
}

/** One reader can serve several types, so a property counts as long as one of the types has it. */
function checkRead(
  read: readonly Property[], schemas: ReadonlyMap<string, ReadonlyMap<string, SchemaProperty>>, source: SourceText,
): Difference[] {
  return [...groupBy(read, ({ path }) => path)].flatMap(([path, properties]): Difference[] => {
    const existing = properties.filter(({ type }) => schemas.has(type));
    if (existing.length === 0 || existing.some(({ type }) => find(schemas.get(type)!, path) !== undefined)) return [];
    return [{
      kind: 'gone',
      input,
      fact: `${existing.map(({ type }) => type).join(' or ')}.${path}`,
      detail: 'the linter reads it',
      file: fileOfType(existing[0].type, source),
    }];
  });
}

/** The values that the linter compares with. */
function checkValues(schemas: ReadonlyMap<string, ReadonlyMap<string, SchemaProperty>>): Difference[] {
  return LINTER_VALUES.flatMap(({ type, path, values, file }) => {
    const allowed = schemas.get(type)?.get(path)?.values ?? [];
    // Some properties are texts without a list of values.
    return allowed.length === 0 ? [] : values.filter((value) => !allowed.includes(value)).map((value): Difference =>
      ({
        kind: 'gone',
        input,
        fact: `${type}.${path} = ${value}`,
        detail: `allowed are ${allowed.join(' | ')}; the linter compares with it`,
        file,
      }));
  });
}

const NATIVE_TYPES = ['AWS::S3::MultiRegionAccessPoint', 'AWS::S3::MultiRegionAccessPointPolicy'];
const PROVISIONING = 'src/constructs/access-point/provisioning.ts';

/**
 * `Provisioning.cloudFormation()` needs the types in the Region of the stack. `offered` are the Regions in which the
 * library accepts it.
 */
export function checkNativeTypes({ typesIn }: CloudFormationInput, offered: readonly string[]): Difference[] {
  return offered.flatMap((region): Difference[] => {
    const missing = NATIVE_TYPES.filter((type) => typesIn[region]?.includes(type) !== true);
    if (missing.length === 0) return [];
    const detail = region in typesIn
      ? `the registry there lacks ${missing.join(' and ')}`
      : 'no registry is known there';
    return [{
      kind: 'gone',
      input,
      fact: `native types in ${region}`,
      detail: `${detail}; the library offers them`,
      file: PROVISIONING,
    }];
  });
}

/** Regions whose registry has the types, although the library reports an error there. */
function checkMissingTypes({ typesIn }: CloudFormationInput): Difference[] {
  return REGIONS_WITHOUT_NATIVE_TYPES
    .filter(({ region }) => NATIVE_TYPES.every((type) => typesIn[region]?.includes(type) === true))
    .map(({ region }): Difference => ({
      kind: 'new',
      input,
      fact: `native types in ${region}`,
      detail: 'the registry there has them; the library reports an error',
      file: 'src/facts/native-types.ts',
    }));
}

/** A runtime is reported as soon as its deprecation has a date within this time. */
const NOTICE_DAYS = 180;

function checkRuntimes({ runtimeDeprecations }: CloudFormationInput, rendered: readonly Property[]): Difference[] {
  const used = rendered.filter(({ type, path }) => type === 'AWS::Lambda::Function' && path === 'Runtime')
    .flatMap(({ values }) => values);
  const latest = new Date(Date.now() + NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10);
  return used.flatMap((runtime): Difference[] => {
    const date = runtimeDeprecations[runtime];
    return date === undefined || date > latest ? [] : [{
      kind: 'changed',
      input,
      fact: `runtime ${runtime}`,
      detail: `Lambda deprecates it on ${date}; the constructs render it`,
      file: RENDERED,
    }];
  });
}
