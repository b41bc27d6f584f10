import { type Clock, SECOND } from '../../../control/clock';
import {
  type DeploymentLab, type ProbeDeployment, type ProbeResource, type ProbeStack, type RecordedRequest,
  type ResourceRow,
} from '../../lab/deployment-lab';
import { type StackTemplate } from '../../lab/stack-template';
import { INTERRUPTION, makeNestedTemplate, makeProbeTemplate } from './probe-template';
import { type RecordedRequests } from './recorded-requests';
import { type CreatedStack, type Stacks } from './stacks';

export interface CloudFormationLabOptions {
  readonly clock: Clock;
  readonly stacks: Stacks;
  readonly requests: RecordedRequests;
  readonly region: string;
  /** The ARN of the function that records requests. */
  readonly functionArn: string;
  readonly makeName: () => string;
  /** Uploads the template of a nested stack, and returns its URL. */
  readonly uploadTemplate: (template: StackTemplate) => Promise<string>;
}

/** Deploys the stacks of probes with CloudFormation. */
export class CloudFormationLab implements DeploymentLab {
  constructor(private readonly options: CloudFormationLabOptions) {}

  public createStack(): ProbeStack {
    return new CloudFormationStack(this.options);
  }
}

class CloudFormationStack implements ProbeStack {
  private created?: CreatedStack;

  constructor(private readonly options: CloudFormationLabOptions) {}

  public get requests(): readonly RecordedRequest[] {
    if (this.created === undefined) return [];
    // The probe did not declare the resource that interrupts its deployment.
    return this.options.requests.list(this.created).filter(({ logicalId }) => logicalId !== INTERRUPTION);
  }

  public async deploy(
    resources: readonly ProbeResource[], { interruptAfterSeconds, onFailure }: ProbeDeployment = {},
  ): Promise<boolean> {
    const { stacks, region, makeName, functionArn } = this.options;
    const nested = makeNestedTemplate(functionArn, resources);
    const nestedUrl = nested && await this.options.uploadTemplate(nested);
    const template = makeProbeTemplate({ functionArn, resources, interruptAfterSeconds, nestedUrl });
    const keepsFailed = onFailure === 'keep';
    if (this.created === undefined) {
      this.created = await stacks.create('stack', makeName(), region, template, keepsFailed);
    } else {
      await stacks.update(this.created, template, keepsFailed);
    }
    let { status } = await stacks.wait(this.created);
    if (status === 'UPDATE_ROLLBACK_FAILED') {
      await stacks.continueRollback(this.created);
      ({ status } = await stacks.wait(this.created));
    }
    await this.options.requests.read();
    return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';
  }

  public async destroy(): Promise<void> {
    const { stacks, requests } = this.options;
    if (this.created === undefined) return;
    await stacks.delete(this.created);
    const { status } = await stacks.wait(this.created);
    if (status === 'DELETE_FAILED') {
      await stacks.delete(this.created);
      await stacks.wait(this.created);
    }
    await requests.read();
  }

  public async findRow(logicalId: string): Promise<ResourceRow | undefined> {
    if (this.created === undefined) return undefined;
    const row = await this.options.stacks.findRow(this.created, logicalId);
    return row && {
      physicalId: row.PhysicalResourceId ?? '',
      status: row.ResourceStatus!,
      updatedAt: row.LastUpdatedTimestamp!.getTime(),
    };
  }

  public async wait(seconds: number): Promise<void> {
    await this.options.clock.sleep(seconds * SECOND);
    await this.options.requests.read();
  }
}
