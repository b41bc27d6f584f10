import {
  type CloudFormationClient, ContinueUpdateRollbackCommand, CreateStackCommand, DeleteStackCommand,
  DescribeStackResourceCommand, DescribeStacksCommand, paginateDescribeStackEvents, type Stack, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type Clock, MINUTE, SECOND } from '../../../control/clock';
import { type Journal, type RemainingResource, type ResourceKind } from '../../lab/journal';
import { limitPages } from '../../lab/pages';
import { poll, pollUntilVisible } from '../../lab/poll';
import { type StackFailure, type StackOutcome, type StackTemplate } from '../../lab/stack-template';

export interface StackOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  /** The tag value of all stacks of the run. */
  readonly prefix: string;
  readonly createClient: (region: string) => CloudFormationClient;
}

/** A stack that CloudFormation has created. */
export interface CreatedStack {
  readonly name: string;
  readonly region: string;
  readonly stackId: string;
}

export interface StackResult {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

const TAG = 'mrap-verify-run';
/**
 * CloudFormation waits an hour for a custom resource that never answers. A distribution needs up to half an hour, and
 * the deletion of a function in a VPC up to 45 minutes.
 */
const STACK_LIMIT = 90 * MINUTE;
const POLL_INTERVAL = 3 * SECOND;

/** CloudFormation makes the ARN of a stack from its name. The run would change another stack by its ARN. */
function isArnOfStack(arn: string | undefined, name: string, region: string): arn is string {
  const parts = /^arn:[^:]+:cloudformation:([^:]+):\d+:stack\/([^/]+)\/./.exec(arn ?? '')?.slice(1);
  return parts?.join() === `${region},${name}`;
}

/** Creates, updates and deletes the stacks of a run. The journal contains each stack before its creation. */
export class Stacks {
  constructor(private readonly options: StackOptions) {}

  public async create(
    kind: ResourceKind, name: string, region: string, template: StackTemplate, disableRollback = false,
  ): Promise<CreatedStack> {
    const { journal, prefix } = this.options;
    journal.write({ event: 'planned', kind, name, region });
    const { StackId: stackId } = await this.client(region).send(new CreateStackCommand({
      StackName: name,
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_IAM'],
      DisableRollback: disableRollback,
      Tags: [{ Key: TAG, Value: prefix }],
    }));
    if (!isArnOfStack(stackId, name, region)) {
      throw new Error(`CloudFormation answered CreateStack of ${name} with the stack ${stackId}; expected its ARN`);
    }
    journal.write({ event: 'identified', kind, name, region, alias: stackId });
    return { name, region, stackId };
  }

  /** Creates a stack, and returns its outputs, or the reason why CloudFormation did not create it. */
  public async createSupport(name: string, region: string, template: StackTemplate): Promise<StackOutcome> {
    const stack = await this.create('support-stack', name, region, template);
    const { status, outputs } = await this.wait(stack);
    return status === 'CREATE_COMPLETE'
      ? { kind: 'created', outputs }
      : { kind: 'failed', failure: await this.findFailure(stack, status) };
  }

  /** Returns the first failure of a creation. The later ones are consequences of it. */
  private async findFailure({ region, stackId }: CreatedStack, status: string): Promise<StackFailure> {
    let first: StackFailure = { resourceType: 'AWS::CloudFormation::Stack', reason: status };
    const pages = paginateDescribeStackEvents({ client: this.client(region) }, { StackName: stackId });
    // CloudFormation returns the newest events first.
    for await (const { StackEvents: events = [] } of limitPages(pages, 'DescribeStackEvents')) {
      for (const { ResourceStatus, ResourceType: resourceType, ResourceStatusReason: reason } of events) {
        if (ResourceStatus === 'CREATE_FAILED') first = { resourceType: resourceType!, reason: reason ?? status };
      }
    }
    return first;
  }

  public async update(
    { region, stackId }: CreatedStack, template: StackTemplate, disableRollback: boolean,
  ): Promise<void> {
    await this.client(region).send(new UpdateStackCommand({
      StackName: stackId,
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_IAM'],
      DisableRollback: disableRollback,
    }));
  }

  public async continueRollback({ region, stackId }: CreatedStack): Promise<void> {
    await this.client(region).send(new ContinueUpdateRollbackCommand({ StackName: stackId }));
  }

  public async delete({ region, stackId }: CreatedStack): Promise<void> {
    await this.client(region).send(new DeleteStackCommand({ StackName: stackId }));
  }

  /** Waits until no operation is in progress. */
  public async wait({ name, region, stackId }: CreatedStack): Promise<StackResult> {
    const { clock } = this.options;
    await clock.sleep(POLL_INTERVAL);
    const found = await poll(clock, { every: POLL_INTERVAL, limit: STACK_LIMIT }, async () => {
      const stack = await this.find(region, stackId);
      if (stack === undefined) return { status: 'DELETE_COMPLETE', outputs: {} };
      const { StackStatus: status = '', Outputs: outputs = [] } = stack;
      return status.endsWith('_IN_PROGRESS') ? undefined : {
        status, outputs: Object.fromEntries(outputs.map(({ OutputKey: key, OutputValue: value }) => [key!, value!])),
      };
    });
    if (found === undefined) throw new Error(`stack ${name} is in progress after ${STACK_LIMIT / MINUTE} minutes`);
    return found;
  }

  /** Reads a row of a stack. Undefined if the stack has no such resource. */
  public async findRow({ region, stackId }: CreatedStack, logicalId: string) {
    return this.findOrUndefined(async () => {
      const { StackResourceDetail: row } = await this.client(region).send(
        new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: logicalId }));
      return row;
    });
  }

  /**
   * Deletes a stack of the journal. Its name and its tag prove that the run created it, also if the journal is wrong.
   */
  public async deleteFromJournal(resource: RemainingResource): Promise<string | undefined> {
    const { name, region, alias } = resource;
    const stack = await pollUntilVisible(this.options.clock, async () => this.find(region, alias ?? name));
    if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
    const isOfRun = stack.Tags?.some(({ Key: key, Value: prefix }) => key === TAG && name.startsWith(`${prefix}-`));
    if (!isOfRun || stack.StackName !== name || !isArnOfStack(stack.StackId, name, region)) {
      return 'the journal does not prove that the run created it; it has another name or no tag';
    }
    const created = { name, region, stackId: stack.StackId };
    // A probe can have made the first deletion fail, and a killed run can have left an operation in progress.
    let { status } = await this.wait(created);
    for (let attempt = 0; attempt < 2 && status !== 'DELETE_COMPLETE'; attempt += 1) {
      await this.delete(created);
      ({ status } = await this.wait(created));
    }
    return status === 'DELETE_COMPLETE' ? undefined : `the deletion ended with ${status}`;
  }

  private async find(region: string, nameOrId: string): Promise<Stack | undefined> {
    return this.findOrUndefined(async () => {
      const { Stacks: [stack] = [] } = await this.client(region).send(
        new DescribeStacksCommand({ StackName: nameOrId }));
      if (stack !== undefined) return stack;
      throw new Error(`CloudFormation answered DescribeStacks of ${nameOrId} with neither a stack nor an error`);
    });
  }

  /** CloudFormation refuses to describe stacks and resources that do not exist. No other answer proves it. */
  private async findOrUndefined<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'ValidationError' && /does not exist/.test(message)) return undefined;
      throw error;
    }
  }

  private client(region: string): CloudFormationClient {
    return this.options.createClient(region);
  }
}
