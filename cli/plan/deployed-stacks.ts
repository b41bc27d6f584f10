import { type AwsCalls } from '../../control/aws';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { parseTemplate } from '../lint/parse-template';

/** A stack that CloudFormation has. */
export interface DeployedStack {
  /** The deployed template, with the id, Region and account of the stack in the new application. */
  readonly stack: StackTemplate;
  /** The physical ids, by logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
}

/** CloudFormation lists 100 resources in a page, and a stack has at most 500. */
const MAX_PAGES = 5;

/**
 * Reads the deployed templates of the stacks of an application, by the ids of the stacks. A stack that does not exist
 * is absent.
 *
 * @param fallbackRegion the Region of stacks without a fixed one
 */
export async function readDeployedStacks(
  aws: AwsCalls, stacks: readonly StackTemplate[], fallbackRegion: string,
): Promise<ReadonlyMap<string, DeployedStack>> {
  const deployed = new Map<string, DeployedStack>();
  // The stack of a nested stack comes first, because only its resources contain the id of the nested one.
  for (const stack of sortParentsFirst(stacks)) {
    const name = stack.parent === undefined
      ? stack.stackName
      : deployed.get(stack.parent.stack)?.physicalIds.get(stack.parent.logicalId);
    const found = name && await readDeployedStack(aws, stack, name, stack.region ?? fallbackRegion);
    if (found) deployed.set(stack.id, found);
  }
  return deployed;
}

function sortParentsFirst(stacks: readonly StackTemplate[]): StackTemplate[] {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const depth = (stack: StackTemplate): number => {
    const parent = stack.parent && byId.get(stack.parent.stack);
    return parent === undefined ? 0 : depth(parent) + 1;
  };
  return [...stacks].sort((a, b) => depth(a) - depth(b));
}

async function readDeployedStack(
  aws: AwsCalls, stack: StackTemplate, name: string, region: string,
): Promise<DeployedStack | undefined> {
  try {
    const { TemplateBody: body = '{}' } = await aws.call(
      region, 'GetTemplate', { StackName: name, TemplateStage: 'Original' });
    return {
      stack: { ...stack, template: parseTemplate(body).value },
      physicalIds: await readPhysicalIds(aws, name, region),
    };
  } catch (error) {
    const { name: code, message } = error as Error;
    if (code === 'ValidationError' && /does not exist/.test(message)) return undefined;
    throw error;
  }
}

async function readPhysicalIds(aws: AwsCalls, name: string, region: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { StackResourceSummaries: summaries = [], NextToken: next } = await aws.call(
      region, 'ListStackResources', { StackName: name, NextToken: token });
    for (const { LogicalResourceId: logicalId = '', PhysicalResourceId: id } of summaries) {
      if (id !== undefined) ids.set(logicalId, id);
    }
    if (next === undefined) return ids;
    token = next;
  }
  return ids;
}
