import { createRequire } from 'node:module';
import * as path from 'node:path';
import {
  bindingOf, type ModelMember, type ModelOperation, type ModelShape, type ServiceModel, type ShapeKind,
} from './service-model';
import { assertReadable } from './unavailable';

/** The part of `@smithy/core`'s reader of schemas that is used here. */
interface SmithySchema {
  getSchema(): unknown;
  getMergedTraits(): SmithyTraits;
  getValueSchema(): SmithySchema;
  structIterator(): Iterable<[string, SmithySchema]>;
  isStructSchema(): boolean;
  isListSchema(): boolean;
  isMapSchema(): boolean;
  isStringSchema(): boolean;
  isNumericSchema(): boolean;
  isBooleanSchema(): boolean;
  isTimestampSchema(): boolean;
  isBlobSchema(): boolean;
}

interface SmithyTraits {
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
  readonly httpHeader?: string;
  readonly httpQuery?: string;
  readonly httpLabel?: unknown;
  readonly httpPayload?: unknown;
  readonly httpPrefixHeaders?: string;
  readonly httpResponseCode?: unknown;
}

type Normalize = (schema: unknown) => SmithySchema;

const OPERATION = 9;
const KINDS: readonly (readonly [ShapeKind, (schema: SmithySchema) => boolean])[] = [
  ['structure', (schema) => schema.isStructSchema()],
  ['list', (schema) => schema.isListSchema()],
  ['map', (schema) => schema.isMapSchema()],
  ['blob', (schema) => schema.isBlobSchema()],
  ['timestamp', (schema) => schema.isTimestampSchema()],
  ['boolean', (schema) => schema.isBooleanSchema()],
  ['number', (schema) => schema.isNumericSchema()],
  ['string', (schema) => schema.isStringSchema()],
];

/** Reads the schemas that a client of the AWS SDK for JavaScript exports. `folder` contains its node_modules. */
export function readSdkModel(folder: string, client: string): ServiceModel {
  const load = createRequire(path.join(folder, 'node_modules', client, 'package.json'));
  const exported = Object.values(load(client) as Record<string, unknown>);
  const { NormalizedSchema } = load('@smithy/core/schema') as { NormalizedSchema: { of: Normalize } };
  const model = modelOf(exported.filter(isOperation), (schema) => NormalizedSchema.of(schema));
  assertReadable(client, Object.keys(model.operations).length > 50, 'operation');
  return model;
}

/** Kind, namespace, name, traits, input, output. */
type OperationSchema = readonly [number, string, string, {
  readonly http: readonly [string, string, number];
}, unknown, unknown];

function isOperation(value: unknown): value is OperationSchema {
  return Array.isArray(value)
    && value[0] === OPERATION
    && typeof (value[3] as Partial<OperationSchema[3]>).http === 'object';
}

function modelOf(schemas: readonly OperationSchema[], normalize: Normalize): ServiceModel {
  const shapes: Record<string, ModelShape> = {};
  const operations =
    schemas.map(([, , name, { http: [method, uri] }, input, output]): [string, ModelOperation] => [name, {
      binding: bindingOf(method, uri),
      input: addShape(shapes, normalize(input)),
      output: addShape(shapes, normalize(output)),
    }]);
  return { operations: Object.fromEntries(operations.sort(([a], [b]) => a.localeCompare(b))), shapes };
}

/** The name of a schema; the kind where it has none of its own. */
function nameOf(schema: SmithySchema, kind: ShapeKind): string {
  const own = schema.getSchema();
  return Array.isArray(own) && typeof own[2] === 'string' && ['structure', 'list', 'map'].includes(kind)
    ? own[2]
    : kind;
}

function kindOf(schema: SmithySchema): ShapeKind {
  return KINDS.find(([, matches]) => matches(schema))?.[0] ?? 'other';
}

function addShape(shapes: Record<string, ModelShape>, schema: SmithySchema): string {
  const kind = kindOf(schema);
  const name = nameOf(schema, kind);
  if (name in shapes) return name;
  shapes[name] = { kind };
  if (kind === 'structure') {
    const required = Number((schema.getSchema() as readonly unknown[])[6] ?? 0);
    const members = [...schema.structIterator()].map(([member, target], index) =>
      [member, memberOf(shapes, target, { name: member, required: index < required })] as const);
    shapes[name] = { kind, members: Object.fromEntries(members) };
  } else if (kind === 'list' || kind === 'map') {
    shapes[name] = { kind, item: memberOf(shapes, schema.getValueSchema(), { name: 'member' }) };
  }
  return name;
}

function memberOf(
  shapes: Record<string, ModelShape>, schema: SmithySchema,
  { name, required = false }: { name: string; required?: boolean },
): ModelMember {
  const traits = schema.getMergedTraits();
  const { location, wireName = traits.xmlName } = bindingIn(traits);
  return {
    shape: addShape(shapes, schema),
    ...(wireName !== undefined && wireName !== name && { wireName }),
    ...(location !== undefined && { location }),
    ...(traits.xmlFlattened !== undefined && { flattened: true }),
    ...(required && { required }),
  };
}

function bindingIn(traits: SmithyTraits): { location?: ModelMember['location']; wireName?: string } {
  if (traits.httpHeader !== undefined) return { location: 'header', wireName: traits.httpHeader };
  if (traits.httpQuery !== undefined) return { location: 'querystring', wireName: traits.httpQuery };
  if (traits.httpPrefixHeaders !== undefined) return { location: 'prefix', wireName: traits.httpPrefixHeaders };
  if (traits.httpLabel !== undefined) return { location: 'uri' };
  if (traits.httpPayload !== undefined) return { location: 'payload' };
  return traits.httpResponseCode === undefined ? {} : { location: 'statusCode' };
}
