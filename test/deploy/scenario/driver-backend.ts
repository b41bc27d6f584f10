import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { listCustomResources, resolve, listRoleArns } from '../../../examples/demo/template';
import { Simulator, VirtualClock } from '../../../simulator';
import { CloudFormation, type Properties } from '../../driver/cloudformation';
import { LambdaService } from '../../driver/lambda-service';
import { Stack, type Template } from '../../driver/stack';
import { directS3 } from '../../support/simulated-s3';
import { addStacks, type Declaration } from '../applications/declaration';
import { ACCOUNT } from '../emulator/ministack';
import { SEMANTICS } from '../probe/semantics';
import { type DeploymentResult, type DeploymentBackend } from './deployment-backend';
import { type DeployStep } from './scenario';
import { type BucketState, toReplicationState } from './state';
import { bucketArns, findResources, readStacks, type SynthesizedStack } from './template';

const RETENTION_BY_DELETION_POLICY: Readonly<Record<string, 'always' | 'except on create'>> = {
  Retain: 'always',
  RetainExceptOnCreate: 'except on create',
};
/** The rows of the probe table in which the driver behaves like CloudFormation. */
const SUPPORTED_ROWS =
  /^(custom resource: |DeletionPolicy RetainExceptOnCreate |an existing resource with the same name )/;

/** A deployed stack: the driver has its custom resources, and the simulator its buckets. */
interface DriverStack {
  readonly stack: Stack;
  /** The names of the stack's buckets by logical id. */
  readonly buckets: Map<string, string>;
}

/** Deploys buckets and custom resources with the test driver, in process and on a virtual clock. */
export class DriverBackend implements DeploymentBackend {
  public readonly name = 'driver';
  public readonly comparedFields = new Set(['region', 'versioning', 'replication'] as const);
  public readonly simulator: Simulator;
  private readonly clock = new VirtualClock();
  private readonly driverStacks = new Map<string, DriverStack>();

  constructor() {
    this.simulator = new Simulator({ clock: this.clock });
  }

  public supports(row: string): boolean {
    return row in SEMANTICS && SUPPORTED_ROWS.test(row);
  }

  public async createBucket(name: string, region: string): Promise<void> {
    this.simulator.buckets.add(name, region, ACCOUNT).versioning = 'Enabled';
  }

  public async deploy({ deploy, importExisting = false }: DeployStep): Promise<DeploymentResult> {
    const stacks = synthesize(deploy);
    const completeStacks = new Set<string>();
    for (const stack of stacks) {
      const reason = await this.clock.runUntilSettled(this.deployStack(stack, importExisting));
      if (reason !== undefined) return { succeeded: false, output: reason, stacks, completeStacks };
      completeStacks.add(stack.name);
    }
    return { succeeded: true, output: '', stacks, completeStacks };
  }

  public async destroy(declaration: Declaration): Promise<DeploymentResult> {
    const stacks = synthesize(declaration);
    for (const stack of [...stacks].reverse()) await this.clock.runUntilSettled(this.destroyStack(stack));
    return { succeeded: true, output: '', stacks, completeStacks: new Set() };
  }

  public async physicalIds(stack: SynthesizedStack): Promise<Readonly<Record<string, string>>> {
    const resources = [...this.driverStacks.get(stack.name)?.stack.resources ?? []];
    return Object.fromEntries(resources.map(([id, { physicalId }]) => [id, physicalId]));
  }

  public async buckets(): Promise<Readonly<Record<string, BucketState>>> {
    return Object.fromEntries(this.simulator.snapshot().buckets.map(({ name, region, versioning, replication }) =>
      [name, { region, versioning, replication: toReplicationState(replication) }]));
  }

  /** Returns the reason of a failure, or undefined if the deployment succeeds. */
  private async deployStack(stack: SynthesizedStack, importExisting: boolean): Promise<string | undefined> {
    const { stack: stackDriver, buckets } = this.getDriverStack(stack);
    const isNew = stackDriver.resources.size === 0 && buckets.size === 0;
    const created: string[] = [];
    for (const [id, { Properties: properties }] of findResources(stack, 'AWS::S3::Bucket')) {
      if (buckets.has(id)) continue;
      const name = String(properties.BucketName);
      if (this.simulator.buckets.get(name) !== undefined) {
        if (importExisting) buckets.set(id, name);
        else return `bucket ${name} already exists`;
        continue;
      }
      const versioning = properties.VersioningConfiguration as { Status?: 'Enabled' } | undefined;
      this.simulator.buckets.add(name, stack.region, ACCOUNT, this.clock.now()).versioning = versioning?.Status;
      buckets.set(id, name);
      created.push(id);
    }
    const { succeeded, reason } = await stackDriver.deploy(toDriverTemplate(stack));
    if (succeeded) return undefined;
    // A rollback deletes new buckets, except those with DeletionPolicy Retain.
    for (const id of created) {
      if (stack.template.Resources[id].DeletionPolicy !== 'Retain') await this.deleteBucket(buckets.get(id)!, stack);
    }
    for (const id of isNew ? [...buckets.keys()] : created) buckets.delete(id);
    return reason;
  }

  private async destroyStack(stack: SynthesizedStack): Promise<void> {
    const { stack: stackDriver, buckets } = this.getDriverStack(stack);
    await stackDriver.destroy();
    for (const [id, name] of buckets) {
      const { DeletionPolicy: deletionPolicy = '' } = stack.template.Resources[id];
      if (RETENTION_BY_DELETION_POLICY[deletionPolicy] === undefined) await this.deleteBucket(name, stack);
    }
    this.driverStacks.delete(stack.name);
  }

  private async deleteBucket(name: string, { region }: SynthesizedStack): Promise<void> {
    const outcome = await this.simulator.call('DeleteBucket', { Bucket: name }, { accountId: ACCOUNT, region });
    if (outcome.kind === 'error') throw new Error(`${name}: ${outcome.message}`);
  }

  private getDriverStack({ name }: SynthesizedStack): DriverStack {
    const existing = this.driverStacks.get(name);
    if (existing) return existing;
    const { clock } = this;
    const functions = new LambdaService({ clock, s3: directS3(this.simulator), report: () => undefined }).functions;
    const cloudFormation = new CloudFormation({
      clock,
      functions,
      accountId: ACCOUNT,
      stackName: name,
    });
    const stack = new Stack({ cloudFormation, clock, onRetry: () => undefined, onRetained: () => undefined });
    const driverStack = { stack, buckets: new Map<string, string>() };
    this.driverStacks.set(name, driverStack);
    return driverStack;
  }
}

function synthesize(declaration: Declaration): SynthesizedStack[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'deploy-'));
  try {
    const app = new App({ outdir });
    addStacks(app, declaration);
    app.synth();
    return readStacks(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Converts the custom resources of a template to the format of the driver. */
function toDriverTemplate(stack: SynthesizedStack): Template {
  const resources = listCustomResources(stack.template);
  const arns = { ...listRoleArns(stack.template, ACCOUNT), ...bucketArns(stack) };
  return resources.map(([logicalId, { Type: type, Properties: properties, DeletionPolicy: policy = '' }]) => ({
    logicalId,
    type,
    retain: RETENTION_BY_DELETION_POLICY[policy],
    properties: (attribute) => {
      const live = (id: string) => new Proxy({}, { get: (_target, name) => attribute(id, String(name)) });
      return resolve(properties, {
        ...arns,
        ...Object.fromEntries(resources.map(([id]) => [id, live(id)])),
      }) as Properties;
    },
  }));
}
