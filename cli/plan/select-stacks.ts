import { statSync } from 'node:fs';
import { type UnreadStatusPart } from '../../control/status/access-point-status';
import { readTemplateResources, type StackTemplate } from '../../src/linter/evaluation/template';

/**
 * CloudFormation refuses larger templates. Source, 2026-11-30:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MAX_TEMPLATE_BYTES = 1_048_576;

/** The stacks whose deployment can be planned, and the others with the reasons. */
export interface SelectedStacks {
  readonly planned: readonly StackTemplate[];
  readonly unknown: readonly UnreadStatusPart[];
}

/** Omits stacks of other accounts, stacks that CloudFormation refuses, and their nested stacks. */
export function selectStacks(stacks: readonly StackTemplate[], account: string): SelectedStacks {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const omitted = new Map(stacks.flatMap((stack) => {
    const why = findReason(stack, account);
    return why === undefined ? [] : [[stack.id, why] as const];
  }));
  const isOmitted = (stack: StackTemplate): boolean => {
    const parent = stack.parent && byId.get(stack.parent.stack);
    return omitted.has(stack.id) || (parent !== undefined && isOmitted(parent));
  };
  const planned = stacks.filter((stack) => !isOmitted(stack));
  return {
    planned,
    unknown: [
      ...[...omitted].map(([id, why]) => ({ what: `stack ${byId.get(id)!.stackName}`, why })),
      ...listAbsentNestedStacks(planned),
    ],
  };
}

function findReason({ templatePath, account: owner }: StackTemplate, account: string): string | undefined {
  if (owner !== undefined && owner !== account) {
    return `it belongs to account ${owner}, and the credentials to ${account}`;
  }
  const { size } = statSync(templatePath);
  return size > MAX_TEMPLATE_BYTES
    ? `its template has ${size} bytes, and CloudFormation accepts ${MAX_TEMPLATE_BYTES}` : undefined;
}

/** A template can name a nested stack whose template is elsewhere. */
function listAbsentNestedStacks(stacks: readonly StackTemplate[]): UnreadStatusPart[] {
  const present = new Set(stacks.flatMap(({ parent }) => (parent ? [`${parent.stack} ${parent.logicalId}`] : [])));
  return stacks.flatMap((stack) => readTemplateResources(stack)
    .filter(({ type, logicalId }) =>
      type === 'AWS::CloudFormation::Stack' && !present.has(`${stack.id} ${logicalId}`))
    .map(({ logicalId }) => ({
      what: `stack ${stack.stackName}/${logicalId}`, why: 'the folder does not contain its template',
    })));
}
