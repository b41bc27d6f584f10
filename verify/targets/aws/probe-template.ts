import { makeProperties, type ProbeResource } from '../../lab/deployment-lab';
import { type StackTemplate } from '../../lab/stack-template';

/** The logical id of the nested stack. */
export const NESTED_STACK = 'Nested';
/** The logical id of the resource whose failure interrupts a deployment. */
export const INTERRUPTION = 'Interruption';

export interface ProbeTemplateOptions {
  /** The ARN of the function that records requests. */
  readonly functionArn: string;
  readonly resources: readonly ProbeResource[];
  readonly interruptAfterSeconds?: number;
  /** The URL of the template of the nested stack. */
  readonly nestedUrl?: string;
}

/** Makes the template of custom resources that depend on each other in their order, after the nested stack. */
export function makeProbeTemplate(options: ProbeTemplateOptions): StackTemplate {
  const { functionArn, resources, interruptAfterSeconds, nestedUrl } = options;
  // A resource without dependencies fails while the last change is pending.
  const interruption: ProbeResource[] = interruptAfterSeconds === undefined
    ? []
    : [{ logicalId: INTERRUPTION, value: 'fails', delaySeconds: interruptAfterSeconds, fails: true }];
  return {
    Resources: {
      ...(nestedUrl !== undefined && {
        [NESTED_STACK]: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: nestedUrl } },
      }),
      ...renderInOrder(
        functionArn, resources.filter(({ isNested }) => !isNested), nestedUrl === undefined ? undefined : NESTED_STACK),
      ...renderInOrder(functionArn, interruption),
    },
  };
}

/** Makes the template of the nested stack, or returns undefined if no resource is in it. */
export function makeNestedTemplate(
  functionArn: string, resources: readonly ProbeResource[],
): StackTemplate | undefined {
  const nested = resources.filter(({ isNested }) => isNested);
  return nested.length === 0 ? undefined : { Resources: renderInOrder(functionArn, nested) };
}

function renderInOrder(
  functionArn: string, resources: readonly ProbeResource[], first?: string,
): StackTemplate['Resources'] {
  return Object.fromEntries(resources.map((resource, index) => {
    const previous = index === 0 ? first : resources[index - 1].logicalId;
    return [resource.logicalId, {
      Type: 'Custom::Probe',
      ...(previous !== undefined && { DependsOn: previous }),
      Properties: { ServiceToken: functionArn, ...makeProperties(resource) },
    }];
  }));
}
