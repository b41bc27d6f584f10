/** A template as far as the demo reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

export type Attributes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The custom resources of this library, each after those it depends on. */
export function customResources(template: Template): [string, TemplateResource][] {
  const ours = Object.entries(template.Resources).filter(([, { Type: type }]) => /^Custom::S3(?:MultiRegion|BucketReplication)/.test(type));
  const ids = ours.map(([id]) => id);
  const needs = (resource: TemplateResource) => ids.filter((id) => JSON.stringify([resource.Properties, resource.DependsOn]).includes(`"${id}"`));
  const ordered: [string, TemplateResource][] = [];
  while (ordered.length < ours.length) {
    const done = ordered.map(([id]) => id);
    const next = ours.find(([id, resource]) => !done.includes(id) && needs(resource).every((need) => done.includes(need)));
    if (next === undefined) throw new Error('the custom resources depend on each other in a circle');
    ordered.push(next);
  }
  return ordered;
}

/** Whether a resource goes when it leaves the template. */
export function isDeleted({ DeletionPolicy: policy }: TemplateResource): boolean {
  return policy === undefined || policy === 'Delete';
}

/** Whether a resource goes when the deployment that creates it fails. */
export function isTakenBack(resource: TemplateResource): boolean {
  return isDeleted(resource) || resource.DeletionPolicy === 'RetainExceptOnCreate';
}

/** What the roles of a template are called, as far as anybody here wants to know. */
export function roleArns(template: Template, accountId: string): Attributes {
  const roles = Object.entries(template.Resources).filter(([, { Type: type }]) => type === 'AWS::IAM::Role');
  return Object.fromEntries(roles.map(([id]) => [id, { Arn: `arn:aws:iam::${accountId}:role/${id}` }]));
}

/** Properties with references resolved, as CloudFormation hands them to a custom resource. */
export function resolve(value: unknown, attributes: Attributes): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, attributes));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument], ...rest] = Object.entries(value) as [[string, unknown], ...[string, unknown][]];
  if (rest.length === 0 && key === 'Fn::GetAtt') {
    const [id, attribute] = argument as [string, string];
    // What is made by resources that the demo does not play, such as the ARN of a function, is nothing to the handlers.
    return attributes[id]?.[attribute] ?? `${id}.${attribute}`;
  }
  if (rest.length === 0 && key === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map((part) => String(resolve(part, attributes))).join(separator);
  }
  if (rest.length === 0 && key === 'Ref') return argument === 'AWS::Partition' ? 'aws' : String(argument);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolve(entry, attributes)]));
}
