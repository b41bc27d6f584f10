/** A template, as far as anything is pinned of it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Fields;
}

/** What must not change of a resource: CloudFormation would replace it, or refuse the update for ever. */
export interface ResourcePins {
  readonly type: string;
  /** Every property that names the resource, with its value. One that is added replaces the resource like one that changes. */
  readonly names: Fields;
  /** Of a custom resource: where its requests go. */
  readonly serviceToken?: unknown;
  /** Of a custom resource: every property that its handler is sent. */
  readonly properties?: readonly string[];
}

/** By logical id. */
export type StackPins = Readonly<Record<string, ResourcePins>>;

type Fields = Readonly<Record<string, unknown>>;

const SERVICE_TOKEN = 'ServiceToken';
/** What the handlers need for one construct: its id follows its content, so that a changed one is attached before the former one goes. */
const PERMISSIONS = { type: 'AWS::IAM::Policy', id: /Permissions[0-9a-f]{8}[0-9A-F]{8}$/ };

export function pinsOf({ Resources: resources = {} }: Template): StackPins {
  const pinned = Object.entries(resources).filter(([id, { Type }]) => !(Type === PERMISSIONS.type && PERMISSIONS.id.test(id)));
  return Object.fromEntries(pinned.sort(byKey).map(([id, resource]) => [id, pinsOfResource(resource)]));
}

function pinsOfResource({ Type: type, Properties: properties = {} }: TemplateResource): ResourcePins {
  if (!(SERVICE_TOKEN in properties)) return { type, names: namesIn(properties) };
  const { [SERVICE_TOKEN]: serviceToken, Name: name } = properties;
  return { type, names: name === undefined ? {} : { Name: name }, serviceToken, properties: propertyNames(properties) };
}

/** BucketName, AliasName, Name, OriginAccessControlConfig.Name …; what lists hold are names of other resources. */
function namesIn(fields: Fields, prefix = ''): Fields {
  return Object.fromEntries(Object.entries(fields).sort(byKey).flatMap(([key, value]) => {
    if (key.endsWith('Name')) return [[prefix + key, value]];
    return isStructure(value) ? Object.entries(namesIn(value, `${prefix}${key}.`)) : [];
  }));
}

/** The names of properties, and of those within them: `Buckets`, `Buckets[].Bucket`. */
export function propertyNames(fields: Fields, prefix = ''): string[] {
  const names = Object.entries(fields).flatMap(([key, value]) => [prefix + key, ...namesWithin(value, prefix + key)]);
  return [...new Set(names)].sort();
}

function namesWithin(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => namesWithin(entry, `${name}[]`));
  return isStructure(value) ? propertyNames(value, `${name}.`) : [];
}

/** An object whose keys are property names of ours: an intrinsic function is a value, and the keys of a policy document are IAM's. */
export function isStructure(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !Object.keys(value).some((key) => key === 'Ref' || key === 'Statement' || key.startsWith('Fn::'));
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
