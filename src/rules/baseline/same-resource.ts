import { type Resource } from '../application';

/** CloudFormation knows a resource by its stack and its logical id, and nothing else. */
export function sameResource(one: Resource, other: Resource): boolean {
  return one.stack.stackName === other.stack.stackName && one.logicalId === other.logicalId && one.type === other.type;
}

/** A name that stays the same over two versions of an application: symbols are numbered for each anew. */
export function stableName(resource: Resource, text: string): string {
  return resource.application.symbols.show(text);
}
