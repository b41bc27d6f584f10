import { type TemplateResource } from '../../model/template-model';

/** CloudFormation knows a resource by its stack and its logical id, and nothing else. */
export function sameResource(one: TemplateResource, other: TemplateResource): boolean {
  return one.stack.stackName === other.stack.stackName && one.logicalId === other.logicalId && one.type === other.type;
}

/** A name that stays the same over two versions of an application: symbols are numbered for each anew. */
export function stableName(resource: TemplateResource, text: string): string {
  return resource.application.symbols.show(text);
}
