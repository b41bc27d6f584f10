import { type ResourceSchema } from './inputs';

/** A property of a resource type, as the schema of the registry describes it. */
export interface SchemaProperty {
  /** The kind of value with its constraints, in one line. */
  readonly description: string;
  readonly values: readonly string[];
  readonly pattern?: string;
  /** Whether anything is allowed below the property: a policy, a map. */
  readonly open: boolean;
}

interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
}

const BOUNDS = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const;
/** Definitions of some types refer to themselves. */
const MAX_DEPTH = 12;

/** Every property of a type by its path, such as `ReplicationConfiguration.Rules[].Filter.Prefix`. */
export function schemaProperties(schema: ResourceSchema): Map<string, SchemaProperty> {
  const found = new Map<string, SchemaProperty>();
  walk(schema as Node, schema, { path: '', depth: 0, required: false }, found);
  const createOnly = markedIn(schema, 'createOnlyProperties');
  const readOnly = markedIn(schema, 'readOnlyProperties');
  for (const [path, property] of found) {
    const marks = [...(createOnly.has(path) ? ['replacement'] : []), ...(readOnly.has(path) ? ['read-only'] : [])];
    if (marks.length > 0) found.set(path, { ...property, description: [property.description, ...marks].join(', ') });
  }
  return found;
}

/** `/properties/Regions/Bucket` as a path. */
function markedIn(schema: ResourceSchema, list: string): Set<string> {
  return new Set(((schema[list] ?? []) as readonly string[])
    .map((pointer) => pointer.replace('/properties/', '').replaceAll('/*', '[]').replaceAll('/', '.')));
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly required: boolean;
}

function walk(node: Node, schema: ResourceSchema, place: Place, found: Map<string, SchemaProperty>): void {
  const merged = resolve(node, schema);
  if (place.path !== '') found.set(place.path, propertyOf(merged, place));
  if (place.depth > MAX_DEPTH) return;
  const depth = place.depth + 1;
  for (const [name, child] of Object.entries(merged.properties ?? {})) {
    const path = place.path === '' ? name : `${place.path}.${name}`;
    walk(child, schema, { path, depth, required: merged.required?.includes(name) === true }, found);
  }
  if (merged.items !== undefined) {
    walk(merged.items, schema, { path: `${place.path}[]`, depth, required: false }, found);
  }
}

/** The node with its references followed and its alternatives merged: a property may be in any of them. */
function resolve(node: Node, schema: ResourceSchema, depth = 0): Node {
  if (depth > MAX_DEPTH) return {};
  const { $ref: reference, oneOf = [], anyOf = [], allOf = [], ...own } = node;
  const parts = [...(reference === undefined ? [] : [lookUp(reference, schema)]), ...oneOf, ...anyOf, ...allOf]
    .map((part) => resolve(part, schema, depth + 1));
  return parts.reduce((all, part) => ({
    ...part,
    ...all,
    ...((all.properties ?? part.properties) && { properties: { ...part.properties, ...all.properties } }),
    ...((all.enum ?? part.enum) && { enum: [...new Set([...all.enum ?? [], ...part.enum ?? []])] }),
  }), own);
}

function lookUp(reference: string, schema: ResourceSchema): Node {
  const target = reference.replace(/^#\//, '').split('/')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], schema);
  return (target ?? {}) as Node;
}

function propertyOf(node: Node, { required }: Place): SchemaProperty {
  const values = [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])].map(String).sort();
  const kind = [node.type ?? (node.properties === undefined ? 'any' : 'object')].flat().join(' or ');
  const bounds = BOUNDS.filter((bound) => node[bound] !== undefined).map((bound) => `${bound} ${node[bound]}`);
  const { additionalProperties, patternProperties } = node;
  const open = patternProperties !== undefined || typeof additionalProperties === 'object'
    || (node.properties === undefined && node.items === undefined && additionalProperties !== false);
  return {
    description: [
      kind,
      ...(values.length > 0 ? [values.join(' | ')] : []),
      ...(node.pattern === undefined ? [] : [`pattern ${node.pattern}`]),
      ...bounds,
      ...(required ? ['required'] : []),
    ].join(', '),
    values,
    ...(node.pattern !== undefined && { pattern: node.pattern }),
    open,
  };
}
