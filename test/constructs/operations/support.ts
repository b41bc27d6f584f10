import { type App, type Stack } from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';

interface Body {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** Finds the properties of all resources of one type in a stack. */
export function findResources(assembly: CloudAssembly, stackName: string, type: string): Record<string, unknown>[] {
  const { Resources: resources = {} } = assembly.getStackByName(stackName).template as {
    Resources?: Record<string, Body>;
  };
  return Object.values(resources).filter((resource) => resource.Type === type).map((resource) => resource.Properties);
}

export function synthesize(stack: Stack): CloudAssembly {
  return (stack.node.root as App).synth();
}

/** Replaces all references in a template with text, so that tests can compare them. */
export function renderReferences<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return entry;
    const { 'Fn::GetStackOutput': output, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Ref': ref } =
      entry as Record<string, never>;
    if (output) return `output ${(output as { OutputName: string }).OutputName}`;
    if (attribute) return (attribute as string[]).join('.');
    if (join) return (join[1] as string[]).join(join[0]);
    return ref ?? entry;
  }) as T;
}
