import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, DescribeChangeSetCommand, DescribeStackResourcesCommand,
  DescribeStacksCommand, ExecuteChangeSetCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type Ministack } from '../emulator/ministack';
import { REGION } from './ask';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: object;
  readonly DependsOn?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export type Resources = Readonly<Record<string, TemplateResource>>;

const LIMIT_MS = 60_000;
const CAPABILITIES = ['CAPABILITY_NAMED_IAM' as const];

/** CloudFormation's stacks, as its API has them. */
export class Stacks {
  private readonly client: CloudFormationClient;

  constructor(ministack: Ministack) {
    this.client = new CloudFormationClient(ministack.clientConfig(REGION));
  }

  /** The state that the stack ends in. */
  public async create(name: string, resources: Resources, capabilities = CAPABILITIES): Promise<string> {
    await this.client.send(new CreateStackCommand({ StackName: name, TemplateBody: template(resources), Capabilities: capabilities }));
    return this.settled(name);
  }

  public async update(name: string, resources: Resources): Promise<string> {
    await this.client.send(new UpdateStackCommand({ StackName: name, TemplateBody: template(resources), Capabilities: CAPABILITIES }));
    return this.settled(name);
  }

  /** Creates a stack that takes over what exists under the names of its template. */
  public async createImporting(name: string, resources: Resources): Promise<string> {
    const at = { StackName: name, ChangeSetName: 'import' };
    await this.client.send(new CreateChangeSetCommand({
      ...at, ChangeSetType: 'CREATE', TemplateBody: template(resources), Capabilities: CAPABILITIES, ImportExistingResources: true,
    }));
    for (let status = ''; status !== 'CREATE_COMPLETE'; await sleep(100)) {
      const found = await this.client.send(new DescribeChangeSetCommand(at));
      status = found.Status ?? '';
      if (status === 'FAILED') throw new Error(found.StatusReason);
    }
    await this.client.send(new ExecuteChangeSetCommand(at));
    return this.settled(name);
  }

  public async delete(nameOrArn: string, name = nameOrArn): Promise<string> {
    await this.client.send(new DeleteStackCommand({ StackName: nameOrArn }));
    return this.settled(name);
  }

  public async arn(name: string): Promise<string> {
    const { Stacks: found = [] } = await this.client.send(new DescribeStacksCommand({ StackName: name }));
    return found[0].StackId!;
  }

  /** By logical id. */
  public async physicalIds(name: string): Promise<Readonly<Record<string, string>>> {
    const { StackResources: found = [] } = await this.client.send(new DescribeStackResourcesCommand({ StackName: name }));
    return Object.fromEntries(found.map(({ LogicalResourceId: id, PhysicalResourceId: physicalId }) => [id!, physicalId ?? '']));
  }

  public close(): void {
    this.client.destroy();
  }

  private async settled(name: string): Promise<string> {
    for (const limit = Date.now() + LIMIT_MS; Date.now() < limit; await sleep(100)) {
      const status = await this.status(name);
      if (!/IN_PROGRESS$/.test(status)) return status;
    }
    throw new Error(`stack ${name} is not settled after ${LIMIT_MS / 1000} s`);
  }

  /** A stack that is gone is known by its ARN alone. */
  private async status(name: string): Promise<string> {
    try {
      const { Stacks: found = [] } = await this.client.send(new DescribeStacksCommand({ StackName: name }));
      return found[0].StackStatus!;
    } catch (error) {
      if (/does not exist/.test((error as Error).message)) return 'DELETE_COMPLETE';
      throw error;
    }
  }
}

function template(resources: Resources): string {
  return JSON.stringify({ Resources: resources });
}
