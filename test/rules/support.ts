import { Application, type Resource } from '../../src/rules/application';
import { type StackTemplate } from '../../src/rules/template';

/** A stack with these resources, and whatever else is said of it. */
export function stackOf(template: unknown, stack: Partial<StackTemplate> = {}): StackTemplate {
  return { id: 'Stack', stackName: 'Stack', region: 'eu-west-1', account: '111122223333', templatePath: 'Stack.template.json', template, ...stack };
}

/** An application of one stack with these resources. */
export function applicationOf(
  resources: Record<string, unknown>, sections: Record<string, unknown> = {}, stack: Partial<StackTemplate> = {},
): Application {
  return new Application([stackOf({ Resources: resources, ...sections }, stack)]);
}

/** What an expression comes to, as a reader of the template would write it. */
export function shownValue(application: Application, expression: unknown, stack = 'Stack'): unknown {
  const resource = probe(application, expression, stack);
  const value = resource.properties.Value;
  return JSON.parse(application.symbols.show(JSON.stringify(value ?? null))) as unknown;
}

function probe(application: Application, expression: unknown, stackId: string): Resource {
  const original = application.resources.find(({ stack }) => stack.id === stackId)!;
  return Object.assign(Object.create(Object.getPrototypeOf(original) as object) as Resource, original, {
    raw: { ...original.raw, properties: { Value: expression } }, evaluated: undefined,
  });
}
