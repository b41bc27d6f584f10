import { type App, type Stack } from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';

interface Body {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** The resources of one type in a stack, by logical id. */
export function resourcesIn(assembly: CloudAssembly, stackName: string, type: string): Record<string, unknown>[] {
  const { Resources: resources = {} } = assembly.getStackByName(stackName).template as { Resources?: Record<string, Body> };
  return Object.values(resources).filter((resource) => resource.Type === type).map((resource) => resource.Properties);
}

export function synth(stack: Stack): CloudAssembly {
  return (stack.node.root as App).synth();
}

/** Templates with every reference as text, so that what CloudFormation would put there can be compared. */
export function settled<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return entry;
    const { 'Fn::GetStackOutput': output, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Ref': ref } = entry as Record<string, never>;
    if (output) return `output ${(output as { OutputName: string }).OutputName}`;
    if (attribute) return (attribute as string[]).join('.');
    if (join) return (join[1] as string[]).join(join[0]);
    return ref ?? entry;
  }) as T;
}
