export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

export type Resources = Readonly<Record<string, Resource>>;

/**
 * Sorts the logical ids in an order in which CloudFormation can create them. Throws if they have a circular dependency.
 */
export function deploymentOrder(resources: Resources): string[] {
  const order: string[] = [];
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id)) throw new Error(`circle: ${[...path, id].join(' → ')}`);
    if (order.includes(id)) return;
    for (const needed of needsOf(resources[id])) if (needed in resources) visit(needed, [...path, id]);
    order.push(id);
  };
  for (const id of Object.keys(resources)) visit(id, []);
  return order;
}

function needsOf({ Properties: properties, DependsOn: dependsOn = [] }: Resource): string[] {
  return [...[dependsOn].flat(), ...referencesIn(properties)];
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value as Record<string, unknown>;
  return [
    ...(typeof ref === 'string' ? [ref] : []),
    ...(attribute === undefined ? [] : [String([attribute].flat()[0]).split('.')[0]]),
    ...(text === undefined ? [] : [...String([text].flat()[0]).matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id]) => id)),
    ...Object.values(value).flatMap(referencesIn),
  ];
}
