import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, DescribeChangeSetCommand,
  DescribeStackResourcesCommand, DescribeStacksCommand, ExecuteChangeSetCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type Ministack } from '../emulator/ministack';
import { REGION } from './state-query';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: object;
  readonly DependsOn?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export type Resources = Readonly<Record<string, TemplateResource>>;

const TIMEOUT_MS = 60_000;
const CAPABILITIES = ['CAPABILITY_NAMED_IAM' as const];

/** A client for CloudFormation stacks. */
export class Stacks {
  private readonly client: CloudFormationClient;

  constructor(ministack: Ministack) {
    this.client = new CloudFormationClient(ministack.clientConfig(REGION));
  }

  /** Creates a stack and returns its final status. */
  public async create(name: string, resources: Resources, capabilities = CAPABILITIES): Promise<string> {
    await this.client.send(
      new CreateStackCommand({ StackName: name, TemplateBody: renderTemplate(resources), Capabilities: capabilities }),
    );
    return this.waitForStack(name);
  }

  public async update(name: string, resources: Resources): Promise<string> {
    await this.client.send(
      new UpdateStackCommand({ StackName: name, TemplateBody: renderTemplate(resources), Capabilities: CAPABILITIES }),
    );
    return this.waitForStack(name);
  }

  /** Creates a stack that imports existing resources with the names in its template. */
  public async createWithImport(name: string, resources: Resources): Promise<string> {
    const changeSet = { StackName: name, ChangeSetName: 'import' };
    await this.client.send(
      new CreateChangeSetCommand({
        ...changeSet,
        ChangeSetType: 'CREATE',
        TemplateBody: renderTemplate(resources),
        Capabilities: CAPABILITIES,
        ImportExistingResources: true,
      }),
    );
    for (let status = ''; status !== 'CREATE_COMPLETE'; await sleep(100)) {
      const found = await this.client.send(new DescribeChangeSetCommand(changeSet));
      status = found.Status ?? '';
      if (status === 'FAILED') throw new Error(found.StatusReason);
    }
    await this.client.send(new ExecuteChangeSetCommand(changeSet));
    return this.waitForStack(name);
  }

  public async delete(nameOrArn: string, name = nameOrArn): Promise<string> {
    await this.client.send(new DeleteStackCommand({ StackName: nameOrArn }));
    return this.waitForStack(name);
  }

  public async arn(name: string): Promise<string> {
    const { Stacks: found = [] } = await this.client.send(new DescribeStacksCommand({ StackName: name }));
    return found[0].StackId!;
  }

  /** Returns the physical ids by logical id. */
  public async physicalIds(name: string): Promise<Readonly<Record<string, string>>> {
    const { StackResources: found = [] } = await this.client.send(
      new DescribeStackResourcesCommand({ StackName: name }),
    );
    return Object.fromEntries(
      found.map(({ LogicalResourceId: id, PhysicalResourceId: physicalId }) => [id!, physicalId ?? '']),
    );
  }

  public close(): void {
    this.client.destroy();
  }

  private async waitForStack(name: string): Promise<string> {
    for (const deadline = Date.now() + TIMEOUT_MS; Date.now() < deadline; await sleep(100)) {
      const status = await this.status(name);
      if (!/IN_PROGRESS$/.test(status)) return status;
    }
    throw new Error(`stack ${name} is still in progress after ${TIMEOUT_MS / 1000} s`);
  }

  /** CloudFormation finds a deleted stack only by its ARN. */
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

function renderTemplate(resources: Resources): string {
  return JSON.stringify({ Resources: resources });
}
