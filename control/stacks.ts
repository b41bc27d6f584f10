import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { type CallLimits, findCallLimits } from './call-limits';
import { cachePerRegion, SINGLE_ATTEMPT_CLIENT_CONFIG } from './clients';
import { SECOND } from './clock';

/** A resource in the list of its stack. */
export interface StackResource {
  readonly physicalId: string;
  readonly status: string;
  readonly updatedAt: number;
}

/** The reads of CloudFormation that the handlers make for the stack of their event. */
export interface CloudFormationStackReader {
  /** Returns undefined if the stack does not exist. */
  getStatus(stackId: string): Promise<string | undefined>;
  /** Returns undefined if the stack or the resource does not exist. */
  getResource(stackId: string, logicalId: string): Promise<StackResource | undefined>;
  listResources(stackId: string): Promise<readonly StackResource[]>;
}

/** The handlers can decide without the status, so they do not wait long for it. */
const LIMITS: CallLimits = { ...findCallLimits('DescribeStacks'), requestTimeout: 2 * SECOND };
/** A stack has at most 500 resources, and a page lists 100. */
const MAX_PAGES = 5;

/** CloudFormation through the AWS SDK, in the Region of the stack. Each call is one attempt. */
export function createSdkStackReader(config: CloudFormationClientConfig = {}): CloudFormationStackReader {
  const clients = cachePerRegion((region) =>
    new CloudFormationClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config, region }));
  const clientOf = (stackId: string) => clients(stackId.split(':')[3]);
  return {
    getStatus: (stackId) =>
      undefinedIfMissing(async () => {
        const { Stacks: stacks } = await clientOf(stackId).send(
          new DescribeStacksCommand({ StackName: stackId }), LIMITS,
        );
        return stacks?.[0]?.StackStatus;
      }),
    getResource: (stackId, logicalId) =>
      undefinedIfMissing(async () => {
        const { StackResourceDetail: detail } = await clientOf(stackId).send(
          new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: logicalId }), LIMITS,
        );
        return detail && {
          physicalId: detail.PhysicalResourceId ?? '',
          status: String(detail.ResourceStatus),
          updatedAt: detail.LastUpdatedTimestamp?.getTime() ?? 0,
        };
      }),
    listResources: (stackId) => listResources(clientOf(stackId), stackId),
  };
}

async function listResources(client: CloudFormationClient, stackId: string): Promise<StackResource[]> {
  const found: StackResource[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { StackResourceSummaries: summaries = [], NextToken: next } = await client.send(
      new ListStackResourcesCommand({ StackName: stackId, NextToken: token }), LIMITS,
    );
    found.push(...summaries.map(({ PhysicalResourceId, ResourceStatus, LastUpdatedTimestamp }) => ({
      physicalId: PhysicalResourceId ?? '',
      status: String(ResourceStatus),
      updatedAt: LastUpdatedTimestamp?.getTime() ?? 0,
    })));
    if (next === undefined) break;
    token = next;
  }
  return found;
}

/** CloudFormation answers with a validation error for a stack or resource that does not exist. */
async function undefinedIfMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && /does not exist/.test(message)) return undefined;
    throw error;
  }
}
