/** The parts of a template that are pinned. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Fields;
}

/** The parts of a resource that must not change, because CloudFormation would replace it or reject every update. */
export interface ResourcePins {
  readonly type: string;
  /** All properties that name the resource, with their values. A new name property replaces the resource as well. */
  readonly names: Fields;
  /** The service token of a custom resource. */
  readonly serviceToken?: unknown;
  /** The names of all properties of a custom resource. */
  readonly properties?: readonly string[];
}

/** The pins of a stack by logical id. */
export type StackPins = Readonly<Record<string, ResourcePins>>;

type Fields = Readonly<Record<string, unknown>>;

const SERVICE_TOKEN = 'ServiceToken';
/** Policies for the handlers, whose ids change with their content. See `makePermissionsId`. */
const PERMISSIONS = {
  types: ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], id: /Permissions[0-9a-f]{8}[0-9A-F]{8}$/,
};

/** Makes the pins of a template. */
export function makePins({ Resources: resources = {} }: Template): StackPins {
  const pinned = Object.entries(resources)
    .filter(([id, { Type }]) => !(PERMISSIONS.types.includes(Type) && PERMISSIONS.id.test(id)));
  return Object.fromEntries(pinned.sort(compareKeys).map(([id, resource]) => [id, makeResourcePins(resource)]));
}

function makeResourcePins({ Type: type, Properties: properties = {} }: TemplateResource): ResourcePins {
  if (!(SERVICE_TOKEN in properties)) return { type, names: findNames(properties) };
  const { [SERVICE_TOKEN]: serviceToken, Name: name } = properties;
  const names = name === undefined ? {} : { Name: name };
  return { type, names, serviceToken, properties: listPropertyNames(properties) };
}

/** Finds properties such as BucketName, Name and OriginAccessControlConfig.Name. Lists name other resources. */
function findNames(fields: Fields, prefix = ''): Fields {
  return Object.fromEntries(Object.entries(fields).sort(compareKeys).flatMap(([key, value]) => {
    if (key.endsWith('Name')) return [[prefix + key, value]];
    return isStructure(value) ? Object.entries(findNames(value, `${prefix}${key}.`)) : [];
  }));
}

/** Lists the names of properties and of nested properties, for example `Buckets` and `Buckets[].Bucket`. */
export function listPropertyNames(fields: Fields, prefix = ''): string[] {
  const names = Object.entries(fields)
    .flatMap(([key, value]) => [prefix + key, ...listNestedNames(value, prefix + key)]);
  return [...new Set(names)].sort();
}

function listNestedNames(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => listNestedNames(entry, `${name}[]`));
  return isStructure(value) ? listPropertyNames(value, `${name}.`) : [];
}

/** Returns whether the keys of an object are property names. Intrinsic functions and policy documents are values. */
export function isStructure(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !Object.keys(value).some((key) => key === 'Ref' || key === 'Statement' || key.startsWith('Fn::'));
}

function compareKeys([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
