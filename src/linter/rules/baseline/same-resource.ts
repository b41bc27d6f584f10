import { type TemplateResource } from '../../model/template-model';

/** CloudFormation identifies a resource by its stack and logical id. */
export function isSameResource(one: TemplateResource, other: TemplateResource): boolean {
  return one.stack.stackName === other.stack.stackName && one.logicalId === other.logicalId && one.type === other.type;
}

/** A name that is equal in two versions of an application, whose symbols have different numbers. */
export function makeVersionIndependentResourceName(resource: TemplateResource, text: string): string {
  return resource.application.symbols.show(text);
}
