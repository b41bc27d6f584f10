import { type Clock } from '../../control/clock';
import { VirtualClock } from '../../simulator';
import { CloudFormation, type CloudFormationOptions } from '../../test/driver/cloudformation';
import { Stack, type Template } from '../../test/driver/stack';
import { StackDirectory } from '../../test/driver/stack-directory';
import {
  type DeploymentLab, makeProperties, type ProbeDeployment, type ProbeResource, type ProbeStack,
  type RecordedRequest, type ResourceRow,
} from '../lab/deployment-lab';
import { type DeploymentProbe } from '../model/probe';
import { type ProbeRun } from '../model/probe-run';
import { parseSigningDate } from './signing-date';

type Event = Readonly<Record<string, unknown>>;
type ResourceProperties = Readonly<Record<string, string | undefined>>;

const SECOND = 1000;
/** Longer than each change of a nested stack. */
const PARENT_FAILURE_MS = 60 * 60 * SECOND;
const COMPLETION = 'isComplete';
/** The quota of Step Functions for the input of an execution. */
const MAX_INPUT_BYTES = 256 * 1024;

/** The driver's reader of stacks, whose behavior a test can change. */
export type DirectoryReader = Pick<StackDirectory, 'getStatus' | 'getResource' | 'listResources'>;
export type ChangeReader = (directory: StackDirectory) => DirectoryReader;
/** The time-outs of the driver's CloudFormation, which a test can change. */
export type TimeOuts = Pick<CloudFormationOptions, 'timeOutAfter'>;

/** The driver of this repository: its model of CloudFormation and the provider framework of aws-cdk-lib. */
class DriverStack implements ProbeStack {
  /** By the id of the request, in the order of arrival. */
  private readonly recorded = new Map<string, RecordedRequest>();
  private readonly failedAttempts = new Set<string>();
  private readonly directory: StackDirectory;
  private readonly reader: DirectoryReader;
  private readonly cloudFormation: CloudFormation;
  private readonly stack: Stack;
  /** The nested stack, if a resource is in it. */
  private nested?: Stack;

  constructor(
    private readonly clock: Clock, changeReader: ChangeReader, private readonly timeOuts: TimeOuts,
  ) {
    this.directory = new StackDirectory(clock);
    this.reader = changeReader(this.directory);
    this.cloudFormation = this.createCloudFormation('Stack');
    this.stack = this.createStack(this.cloudFormation);
  }

  public get requests(): readonly RecordedRequest[] {
    return [...this.recorded.values()];
  }

  public async deploy(
    resources: readonly ProbeResource[], options: ProbeDeployment = {},
  ): Promise<boolean> {
    const [nested, own] = [true, false].map((isNested) =>
      resources.filter((resource) => (resource.isNested ?? false) === isNested));
    if (nested.length === 0) return this.deployOwn(own, options);
    return this.deployNested(nested, own.some(({ fails }) => fails), async () => this.deployOwn(own, options));
  }

  /** A failure in the parent rolls the nested stack back, or deletes a new one, after its successful deployment. */
  private async deployNested(
    resources: readonly ProbeResource[], parentFails: boolean, deployParent: () => Promise<boolean>,
  ): Promise<boolean> {
    const isNew = this.nested === undefined;
    this.nested ??= this.createStack(this.createCloudFormation('Stack-Nested'));
    const incident = parentFails && !isNew ? { change: resources.length - 1, afterMs: PARENT_FAILURE_MS } : undefined;
    await this.nested.deploy(makeTemplate(resources), { incident });
    const hasSucceeded = await deployParent();
    if (isNew && !hasSucceeded) await this.nested.destroy();
    return hasSucceeded;
  }

  private createCloudFormation(stackName: string): CloudFormation {
    return new CloudFormation({
      ...this.timeOuts,
      clock: this.clock,
      stackName,
      directory: this.directory,
      functions: { handleEvent: (event) => this.handleEvent(event) },
    });
  }

  private createStack(cloudFormation: CloudFormation): Stack {
    return new Stack({
      clock: this.clock, cloudFormation, onRetry: () => undefined, onRetained: () => undefined,
    });
  }

  private async deployOwn(
    resources: readonly ProbeResource[], { interruptAfterSeconds, onFailure }: ProbeDeployment,
  ): Promise<boolean> {
    const change = this.countChanges(resources) - 1;
    const incident = interruptAfterSeconds === undefined
      ? undefined
      : { change, afterMs: interruptAfterSeconds * SECOND };
    return (await this.stack.deploy(makeTemplate(resources), { incident, onFailure })).succeeded;
  }

  public async destroy(): Promise<void> {
    await this.stack.destroy();
    await this.nested?.destroy();
  }

  public async findRow(logicalId: string): Promise<ResourceRow | undefined> {
    return this.reader.getResource(this.cloudFormation.stackId, logicalId);
  }

  public async wait(seconds: number): Promise<void> {
    await this.clock.sleep(seconds * SECOND);
  }

  private countChanges(resources: readonly ProbeResource[]): number {
    return resources.filter(({ logicalId, value }) =>
      this.stack.resources.get(logicalId)?.properties.Value !== value).length;
  }

  private async handleEvent(event: Event): Promise<object> {
    const { LogicalResourceId: logicalId, ResourceProperties: properties } = event as {
      LogicalResourceId: string; ResourceProperties: ResourceProperties;
    };
    if (event.Phase !== COMPLETION) {
      this.recorded.set(event.RequestId as string, await this.record(event, logicalId, properties));
      if (event.RequestType !== 'Delete' && properties.Answers === 'false') return new Promise(() => undefined);
      const PhysicalResourceId = event.RequestType === 'Delete' ? event.PhysicalResourceId : properties.PhysicalId;
      return { PhysicalResourceId, Phase: COMPLETION, ReceivedAt: this.clock.now() };
    }
    this.recordExecution(event);
    const isDone = this.clock.now() >= Number(event.ReceivedAt) + Number(properties.DelaySeconds) * SECOND;
    if (this.isFirstFailure(event, properties)) throw new Error('the probe makes the first attempt fail');
    if (event.RequestType === 'Delete') return { IsComplete: true };
    if (isDone && properties.Fails === 'true') throw new Error('the probe makes this resource fail');
    return { IsComplete: isDone };
  }

  private isFirstFailure(event: Event, properties: ResourceProperties): boolean {
    const isRollback = event.RequestType === 'Update'
      && this.directory.showStatus(event.StackId as string).includes('ROLLBACK');
    const fails = (isRollback && properties.FailsFirstRollback === 'true')
      || (event.RequestType === 'Delete' && properties.FailsFirstDeletion === 'true');
    const attempt = `${event.RequestType as string} ${event.LogicalResourceId as string}`;
    if (!fails || this.failedAttempts.has(attempt)) return false;
    this.failedAttempts.add(attempt);
    return true;
  }

  /** The framework passes the event to the waiter as the input of an execution. */
  private recordExecution(event: Event): void {
    const requestId = event.RequestId as string;
    const inputBytes = Buffer.byteLength(JSON.stringify(event));
    this.recorded.set(requestId, {
      ...this.recorded.get(requestId)!,
      execution: { inputBytes, error: inputBytes > MAX_INPUT_BYTES ? 'ValidationException' : undefined },
    });
  }

  private async record(event: Event, logicalId: string, properties: ResourceProperties): Promise<RecordedRequest> {
    const { StackId: stackId } = event as { StackId: string };
    const date = new URL(event.ResponseURL as string).searchParams.get('X-Amz-Date');
    return {
      type: event.RequestType as RecordedRequest['type'],
      logicalId,
      physicalId: event.PhysicalResourceId as string | undefined,
      value: properties.Value!,
      oldValue: (event.OldResourceProperties as ResourceProperties | undefined)?.Value,
      receivedAt: this.clock.now(),
      signedAt: date === null ? undefined : parseSigningDate(date),
      stackStatus: await this.reader.getStatus(stackId),
      row: await this.reader.getResource(stackId, logicalId),
      listedIds: (await this.reader.listResources(stackId)).map(({ physicalId }) => physicalId),
    };
  }
}

function makeTemplate(resources: readonly ProbeResource[]): Template {
  return resources.map((resource) => ({
    logicalId: resource.logicalId,
    type: 'Custom::Probe',
    properties: () => makeProperties(resource),
  }));
}

/** Runs a probe against a new driver. */
export async function runOnDriver(
  { run }: DeploymentProbe, changeReader: ChangeReader = (directory) => directory, timeOuts: TimeOuts = {},
): Promise<ProbeRun> {
  const clock = new VirtualClock();
  const lab: DeploymentLab = { createStack: () => new DriverStack(clock, changeReader, timeOuts) };
  return { ...(await clock.runUntilSettled(run(lab))), steps: [], cleanUpSteps: [], left: [] };
}
