import { type StackOutcome, type StackOutputs, type StackTemplate } from '../lab/stack-template';
import { ROLE_PATH } from '../lab/templates/role';

export interface SimulatedResource {
  readonly type: string;
  readonly region: string;
  /** With references resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The values of Ref and of attributes. */
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The time of its deletion. Default: none. */
  readonly deletionMs?: number;
}

export interface SimulatedStack {
  readonly name: string;
  readonly region: string;
  readonly resources: ReadonlyMap<string, SimulatedResource>;
}

/** The name, the Region and the account of a new resource. */
export interface ResourceName {
  /** The name of the stack and the logical id. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Identity = Pick<SimulatedResource, 'ref' | 'attributes' | 'deletionMs'>;

/** Returns the identity of a new resource. Throws with the reason if the service refuses it. */
export type CreateResource = (name: ResourceName) => Identity;

function makeKey(id: string, { region, accountId }: ResourceName): Identity {
  return { ref: id, attributes: { Arn: `arn:aws:kms:${region}:${accountId}:key/${id}` } };
}

/** The types of resources that the services in this process observe. */
const TYPES: Readonly<Record<string, CreateResource>> = {
  'AWS::IAM::Role': ({ name, accountId }) =>
    ({ ref: name, attributes: { Arn: `arn:aws:iam::${accountId}:role${ROLE_PATH}${name}` } }),
  'AWS::KMS::Key': (resource) =>
    makeKey(resource.properties.MultiRegion === true ? `mrk-${resource.name}` : resource.name, resource),
  'AWS::KMS::ReplicaKey': (resource) =>
    makeKey(String(resource.properties.PrimaryKeyArn).replace(/^.*\//, ''), resource),
  'AWS::KMS::Alias': ({ properties }) => ({ ref: String(properties.AliasName), attributes: {} }),
};

/** The stacks of an account in this process. */
export class SimulatedStacks {
  private readonly stacks = new Map<string, SimulatedStack>();

  /** @param types further types of resources */
  constructor(
    private readonly accountId: string, private readonly types: Readonly<Record<string, CreateResource>> = {},
  ) {}

  public get resources(): readonly SimulatedResource[] {
    return [...this.stacks.values()].flatMap(({ resources }) => [...resources.values()]);
  }

  public get names(): readonly string[] {
    return [...this.stacks.keys()];
  }

  public create(name: string, region: string, { Resources, Outputs = {} }: StackTemplate): StackOutcome {
    const resources = new Map<string, SimulatedResource>();
    this.stacks.set(name, { name, region, resources });
    for (const [logicalId, resource] of Object.entries(Resources)) {
      const { Type: type, Properties = {} } = resource as { readonly Type: string; readonly Properties?: object };
      try {
        const properties = resolve(Properties, resources);
        resources.set(logicalId, this.createResource(`${name}-${logicalId}`, region, type, properties));
      } catch (error) {
        resources.clear();
        return { kind: 'failed', failure: { resourceType: type, reason: (error as Error).message } };
      }
    }
    const outputs = Object.entries(Outputs).map(([key, { Value }]) => [key, resolve(Value, resources)]);
    return { kind: 'created', outputs: Object.fromEntries(outputs) as StackOutputs };
  }

  /** Returns the time of the deletion of a stack. */
  public findDeletionMs(name: string): number {
    const resources = [...this.stacks.get(name)?.resources.values() ?? []];
    return Math.max(0, ...resources.map(({ deletionMs = 0 }) => deletionMs));
  }

  public delete(name: string): void {
    this.stacks.delete(name);
  }

  private createResource(name: string, region: string, type: string, properties: object): SimulatedResource {
    const create = { ...TYPES, ...this.types }[type];
    if (create === undefined) throw new Error(`no service in this process has resources of the type ${type}`);
    const { accountId } = this;
    const given = { name, region, accountId, properties: properties as SimulatedResource['properties'] };
    return { type, region, properties: given.properties, ...create(given) };
  }
}

/** Replaces references to resources. */
function resolve<T>(value: T, resources: ReadonlyMap<string, SimulatedResource>): T {
  if (Array.isArray(value)) return value.map((item: unknown) => resolve(item, resources)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { 'Ref': ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value as Readonly<Record<string, unknown>>;
  if (typeof ref === 'string') return findReferenced(resources, ref).ref as T;
  if (Array.isArray(attribute)) {
    const [logicalId, name] = attribute as [string, string];
    return findReferenced(resources, logicalId).attributes[name] as T;
  }
  if (typeof text === 'string') {
    return text.replace(/\$\{(\w+)\}/g, (_match, logicalId: string) => findReferenced(resources, logicalId).ref) as T;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, resources)])) as T;
}

function findReferenced(resources: ReadonlyMap<string, SimulatedResource>, logicalId: string): SimulatedResource {
  const found = resources.get(logicalId);
  if (found === undefined) throw new Error(`the template refers to ${logicalId} before it exists`);
  return found;
}
