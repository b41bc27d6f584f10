import { type AwsCalls } from '../../control/aws';
import { isLookedUpParameter } from '../../src/linter/evaluation/parameters';
import { asFields } from '../../src/linter/evaluation/read';
import { readTemplateSection, type StackTemplate } from '../../src/linter/evaluation/template';
import { findStack, isUnknownStack } from '../find-stack';
import { parseTemplate } from '../lint/parse-template';

/** A stack that CloudFormation has. */
export interface DeployedStack {
  /**
   * The deployed template and the values of its parameters, with the id, Region and account of the stack in the new
   * application.
   */
  readonly stack: StackTemplate;
  /** The physical ids, by logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
}

/** CloudFormation lists 100 resources in a page, and a stack has at most 500. */
const MAX_PAGES = 5;

export interface DeployedStacks {
  /** By the ids of the stacks. A stack that does not exist is absent. */
  readonly deployed: ReadonlyMap<string, DeployedStack>;
  /** The errors of the stacks that could not be read, by their ids. */
  readonly failed: ReadonlyMap<string, unknown>;
}

/**
 * Reads the deployed templates of the stacks of an application.
 *
 * @param fallbackRegion the Region of stacks without a fixed one
 */
export async function readDeployedStacks(
  aws: AwsCalls, stacks: readonly StackTemplate[], fallbackRegion: string,
): Promise<DeployedStacks> {
  const deployed = new Map<string, DeployedStack>();
  const failed = new Map<string, unknown>();
  // The stack of a nested stack comes first, because only its resources contain the id of the nested one.
  for (const stack of sortParentsFirst(stacks)) {
    const name = stack.parent === undefined
      ? stack.stackName
      : deployed.get(stack.parent.stack)?.physicalIds.get(stack.parent.logicalId);
    if (stack.parent !== undefined && failed.has(stack.parent.stack)) {
      failed.set(stack.id, failed.get(stack.parent.stack));
    } else if (name !== undefined) {
      try {
        const found = await readDeployedStack(aws, stack, name, stack.region ?? fallbackRegion);
        if (found) deployed.set(stack.id, found);
      } catch (error) {
        failed.set(stack.id, error);
      }
    }
  }
  return { deployed, failed };
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
    const { physicalIds, deleted } = await readResources(aws, name, region);
    // After a failed creation, CloudFormation keeps the stack and its template without the resources.
    if (physicalIds.size === 0 && deleted.size > 0) return undefined;
    const deployed = { ...stack, template: omitResources(parseTemplate(body).value, deleted) };
    const parameters = await readParameters(aws, deployed, name, region);
    return { stack: { ...deployed, ...(parameters && { parameters }) }, physicalIds };
  } catch (error) {
    if (isUnknownStack(error)) return undefined;
    throw error;
  }
}

/** CloudFormation returns asterisks in place of the value of a parameter with `NoEcho`. */
const SECRET_VALUE = /^\*+$/;

/**
 * Reads the values of parameters that the next deployment keeps. It looks up names in Systems Manager again, and the
 * template of a parent contains the values of nested stacks.
 */
async function readParameters(
  aws: AwsCalls, stack: StackTemplate, name: string, region: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const kept = Object.entries(readTemplateSection(stack, 'Parameters'))
    .filter(([, fields]) => !isLookedUpParameter(fields)).map(([key]) => key);
  if (stack.parent !== undefined || kept.length === 0) return undefined;
  const { Parameters: parameters = [] } = await findStack(aws, region, name) ?? {};
  return Object.fromEntries(parameters.flatMap(({ ParameterKey: key = '', ParameterValue: value = '' }) =>
    (kept.includes(key) && !SECRET_VALUE.test(value) ? [[key, value]] : [])));
}

function omitResources(template: unknown, omitted: ReadonlySet<string>): unknown {
  const fields = asFields(template);
  const resources = asFields(fields?.Resources);
  if (resources === undefined || omitted.size === 0) return template;
  const kept = Object.entries(resources).filter(([logicalId]) => !omitted.has(logicalId));
  return { ...fields, Resources: Object.fromEntries(kept) };
}

interface StackResources {
  readonly physicalIds: ReadonlyMap<string, string>;
  /** The logical ids of resources that no longer exist. */
  readonly deleted: ReadonlySet<string>;
}

async function readResources(aws: AwsCalls, name: string, region: string): Promise<StackResources> {
  const physicalIds = new Map<string, string>();
  const deleted = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { StackResourceSummaries: summaries = [], NextToken: next } = await aws.call(
      region, 'ListStackResources', { StackName: name, NextToken: token });
    for (const { LogicalResourceId: logicalId = '', PhysicalResourceId: id, ResourceStatus: status } of summaries) {
      if (status === 'DELETE_COMPLETE') deleted.add(logicalId);
      else if (id !== undefined) physicalIds.set(logicalId, id);
    }
    if (next === undefined) break;
    token = next;
  }
  return { physicalIds, deleted };
}
