/** The parts of a template that the demo reads. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/** Attributes of resources, by logical id. */
export type Attributes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const CUSTOM_RESOURCE = /^Custom::S3(?:MultiRegion|BucketReplication)/;

/** Lists the custom resources of this library, each after its dependencies. */
export function listCustomResources(template: Template): [string, TemplateResource][] {
  const resources = Object.entries(template.Resources).filter(([, { Type: type }]) => CUSTOM_RESOURCE.test(type));
  const ids = resources.map(([id]) => id);
  const findDependencies = ({ Properties: properties, DependsOn: dependsOn }: TemplateResource) =>
    ids.filter((id) => JSON.stringify([properties, dependsOn]).includes(`"${id}"`));
  const ordered: [string, TemplateResource][] = [];
  while (ordered.length < resources.length) {
    const done = ordered.map(([id]) => id);
    const isReady = (resource: TemplateResource) => findDependencies(resource).every((id) => done.includes(id));
    const next = resources.find(([id, resource]) => !done.includes(id) && isReady(resource));
    if (next === undefined) throw new Error('the custom resources have circular dependencies');
    ordered.push(next);
  }
  return ordered;
}

/** Returns whether CloudFormation deletes a resource after it was removed from the template. */
export function isDeletedOnRemoval({ DeletionPolicy: policy }: TemplateResource): boolean {
  return policy === undefined || policy === 'Delete';
}

/** Returns whether CloudFormation deletes a resource after the deployment that created it has failed. */
export function isDeletedOnRollback(resource: TemplateResource): boolean {
  return isDeletedOnRemoval(resource) || resource.DeletionPolicy === 'RetainExceptOnCreate';
}

/** Lists the ARNs of the roles in a template. */
export function listRoleArns(template: Template, accountId: string): Attributes {
  const roles = Object.entries(template.Resources).filter(([, { Type: type }]) => type === 'AWS::IAM::Role');
  return Object.fromEntries(roles.map(([id, { Properties: { Path: rolePath = '/' } = {} }]) =>
    [id, { Arn: `arn:aws:iam::${accountId}:role${String(rolePath)}${id}` }]));
}

/** Resolves the references in properties, as CloudFormation does before it calls a custom resource. */
export function resolve(value: unknown, attributes: Attributes): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, attributes));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument], ...rest] = Object.entries(value) as [[string, unknown], ...[string, unknown][]];
  if (rest.length === 0 && key === 'Fn::GetAtt') {
    const [id, attribute] = argument as [string, string];
    // The handlers do not use attributes of resources that the demo does not deploy, such as the ARN of a function.
    return attributes[id]?.[attribute] ?? `${id}.${attribute}`;
  }
  if (rest.length === 0 && key === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map((part) => String(resolve(part, attributes))).join(separator);
  }
  if (rest.length === 0 && key === 'Ref') return argument === 'AWS::Partition' ? 'aws' : String(argument);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolve(entry, attributes)]));
}
