import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { listCustomResources, resolve, listRoleArns } from '../../../examples/demo/template';
import { type Simulator } from '../../../simulator';
import { CloudFormation, type Properties } from '../../driver/cloudformation';
import { LambdaService } from '../../driver/lambda-service';
import { Stack, type Template } from '../../driver/stack';
import { StackDirectory } from '../../driver/stack-directory';
import { type Declaration } from '../applications/declaration';
import { synthesize } from '../applications/synthesize';
import { type ProcessResult } from '../emulator/child';
import { ACCOUNT } from '../emulator/ministack';
import { SEMANTICS } from '../probe/semantics';
import { type ComparedFields, type DeploymentBackend, type DeploymentResult } from './deployment-backend';
import { type DriverServices } from './driver-services';
import { type DeployStep } from './scenario';
import { type StackResource } from './stack-resource';
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

/**
 * Deploys buckets and custom resources with the test driver, in process and on a virtual clock. The handlers run in the
 * real code of the provider framework.
 */
export class DriverBackend implements DeploymentBackend {
  public readonly name: string;
  public readonly comparedFields: ComparedFields;
  public readonly simulator?: Simulator;
  private readonly driverStacks = new Map<string, DriverStack>();

  constructor(private readonly services: DriverServices) {
    const { name, comparedFields, simulator } = services;
    this.name = name;
    this.comparedFields = comparedFields;
    this.simulator = simulator;
  }

  public supports(row: string): boolean {
    return row in SEMANTICS && SUPPORTED_ROWS.test(row);
  }

  public async createBucket(name: string, region: string): Promise<void> {
    await this.services.createBucket(name, region, true);
  }

  public async deploy({ deploy, importExisting = false }: DeployStep): Promise<DeploymentResult> {
    return this.deployStacks(synthesizeStacks(deploy), importExisting);
  }

  /** Deploys stacks in this order. */
  public async deployStacks(stacks: readonly SynthesizedStack[], importExisting = false): Promise<DeploymentResult> {
    for (const stack of stacks) {
      const reason = await this.services.clock.runUntilSettled(this.deployStack(stack, importExisting));
      if (reason !== undefined) return { succeeded: false, output: reason, stacks };
    }
    return { succeeded: true, output: '', stacks };
  }

  public async destroy(declaration: Declaration): Promise<DeploymentResult> {
    const stacks = synthesizeStacks(declaration);
    for (const stack of [...stacks].reverse()) await this.services.clock.runUntilSettled(this.destroyStack(stack));
    return { succeeded: true, output: '', stacks };
  }

  public async runCommandLine(): Promise<ProcessResult> {
    throw new Error('the driver has no socket for the command line');
  }

  /** Lists the custom resources, and the roles, which have their logical ids as names. */
  public async listResources(stack: SynthesizedStack): Promise<readonly StackResource[]> {
    const driverStack = this.driverStacks.get(stack.name);
    if (driverStack === undefined) return [];
    const base = { stack: stack.name, stackId: '', region: stack.region };
    const roles = findResources(stack, 'AWS::IAM::Role').map(([logicalId]) =>
      ({ ...base, logicalId, physicalId: logicalId, type: 'AWS::IAM::Role' }));
    const resources = [...driverStack.stack.resources].map(([logicalId, { physicalId, declared: { type } }]) =>
      ({ ...base, logicalId, physicalId, type }));
    return [...resources, ...roles];
  }

  public readBuckets() {
    return this.services.readBuckets();
  }

  public readAccessPoints() {
    return this.services.readAccessPoints();
  }

  public async readIdentities() {
    return { roles: {}, keys: {}, logGroups: {} };
  }

  /** Returns the reason of a failure, or undefined if the deployment succeeds. */
  private async deployStack(stack: SynthesizedStack, importExisting: boolean): Promise<string | undefined> {
    const { stack: stackDriver, buckets } = this.getDriverStack(stack);
    const isNew = stackDriver.resources.size === 0 && buckets.size === 0;
    const created: string[] = [];
    for (const [id, { Properties: properties }] of findResources(stack, 'AWS::S3::Bucket')) {
      if (buckets.has(id)) continue;
      const name = String(properties.BucketName);
      if (await this.services.hasBucket(name)) {
        if (importExisting) buckets.set(id, name);
        else return `bucket ${name} already exists`;
        continue;
      }
      const versioning = properties.VersioningConfiguration as { Status?: 'Enabled' } | undefined;
      await this.services.createBucket(name, stack.region, versioning?.Status === 'Enabled');
      buckets.set(id, name);
      created.push(id);
    }
    const { succeeded, reason } = await stackDriver.deploy(toDriverTemplate(stack));
    if (succeeded) return undefined;
    // A rollback deletes new buckets, except those with DeletionPolicy Retain.
    for (const id of created) {
      if (stack.template.Resources[id].DeletionPolicy !== 'Retain') {
        await this.services.deleteBucket(buckets.get(id)!, stack.region);
      }
    }
    for (const id of isNew ? [...buckets.keys()] : created) buckets.delete(id);
    return reason;
  }

  private async destroyStack(stack: SynthesizedStack): Promise<void> {
    const { stack: stackDriver, buckets } = this.getDriverStack(stack);
    await stackDriver.destroy();
    for (const [id, name] of buckets) {
      const { DeletionPolicy: deletionPolicy = '' } = stack.template.Resources[id];
      if (RETENTION_BY_DELETION_POLICY[deletionPolicy] === undefined) {
        await this.services.deleteBucket(name, stack.region);
      }
    }
    this.driverStacks.delete(stack.name);
  }

  private getDriverStack({ name }: SynthesizedStack): DriverStack {
    const existing = this.driverStacks.get(name);
    if (existing) return existing;
    const { clock, s3 } = this.services;
    const directory = new StackDirectory(clock);
    const { functions } = new LambdaService({ clock, s3, stacks: directory, report: () => undefined });
    const cloudFormation = new CloudFormation({ clock, functions, directory, accountId: ACCOUNT, stackName: name });
    const stack = new Stack({ cloudFormation, clock, onRetry: () => undefined, onRetained: () => undefined });
    const driverStack = { stack, buckets: new Map<string, string>() };
    this.driverStacks.set(name, driverStack);
    return driverStack;
  }
}

function synthesizeStacks(declaration: Declaration): SynthesizedStack[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'deploy-'));
  try {
    synthesize(declaration, outdir);
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
