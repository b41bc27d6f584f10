import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import {
  CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3ControlClient } from '@aws-sdk/client-s3-control';
import { type Simulator } from '../../../simulator';
import { CONTEXT_KEY, type Declaration } from '../applications/declaration';
import { synthesize } from '../applications/synthesize';
import { run, type ProcessResult } from '../emulator/child';
import { ACCOUNT, type Ministack } from '../emulator/ministack';
import { createS3ControlClient } from '../emulator/s3-control-client';
import { bucketPropertyRow, type ProbeTable, resourceTypeRow } from '../probe/probe';
import { type ComparedFields, type DeploymentBackend, type DeploymentResult } from './deployment-backend';
import { readAccessPoints } from './read-access-points';
import { readBuckets } from './read-buckets';
import { readIdentities } from './read-identities';
import { installRecordedTemplates } from './recorded-templates';
import { type DeployStep } from './scenario';
import { type StackResource } from './stack-resource';
import { type BucketState } from './state';
import { readStacks, type SynthesizedStack } from './template';

const REPOSITORY = path.join(__dirname, '..', '..', '..');
const CDK = path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
const TSX = path.join(path.dirname(require.resolve('tsx/package.json')), 'dist', 'cli.mjs');
const TSCONFIG = path.join(REPOSITORY, 'tsconfig.dev.json');
const APP_COMMAND = `node ${TSX} --tsconfig ${TSCONFIG} ${path.join(__dirname, '..', 'applications', 'app.ts')}`;
const COMMAND_LINE = path.join(REPOSITORY, 'bin', 'cdk-s3-mrap');
/** All stacks, also those of stages. */
const ALL_STACKS = '**';

/** Deploys to the emulator with the real `cdk` command. S3 Control is the simulator, or the one of the emulator. */
export class MinistackBackend implements DeploymentBackend {
  public readonly name: string;
  public readonly comparedFields: ComparedFields;
  private readonly s3: S3Client;
  private readonly s3Control: S3ControlClient;
  private commandCount = 0;

  constructor(
    private readonly ministack: Ministack,
    private readonly table: ProbeTable,
    public readonly simulator?: Simulator,
  ) {
    this.name = simulator === undefined ? 'cdk on ministack alone' : 'cdk on ministack and the simulator';
    this.s3 = new S3Client({
      ...ministack.clientConfig('us-east-1'),
      forcePathStyle: true,
      followRegionRedirects: true,
    });
    this.s3Control = createS3ControlClient(ministack.s3ControlUrl);
    const bucket = new Set<keyof BucketState>(['region', 'replication', 'policy']);
    if (table.rows[bucketPropertyRow('VersioningConfiguration')] === true) bucket.add('versioning');
    if (table.rows[bucketPropertyRow('PublicAccessBlockConfiguration')] === true) bucket.add('publicAccessBlock');
    this.comparedFields = { bucket, memberRegions: true, routes: true, identities: true };
  }

  public supports(row: string): boolean {
    return this.table.rows[row] === true;
  }

  public async bootstrap(regions: readonly string[]): Promise<void> {
    const { code, output } = await this.runCdk(['bootstrap', ...regions.map((region) => `aws://${ACCOUNT}/${region}`)]);
    if (code !== 0) throw new Error(output);
  }

  public async createBucket(name: string, region: string): Promise<void> {
    const locationProps =
      region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
    const s3 = new S3Client({ ...this.ministack.clientConfig(region), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: name, ...locationProps }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
    s3.destroy();
  }

  public async deploy(
    { deploy, recorded, importExisting = false, runsApp = false }: DeployStep,
  ): Promise<DeploymentResult> {
    const folder = this.createOutputFolder();
    if (!runsApp) synthesize(deploy, folder);
    // The recorded templates use the current code of the functions, so the assets must be synthesized first.
    if (recorded !== undefined) installRecordedTemplates(recorded, folder);
    const context = ['--context', `${CONTEXT_KEY}=${JSON.stringify(deploy)}`];
    const appArgs = runsApp ? ['--app', APP_COMMAND, '--output', folder, ...context] : ['--app', folder];
    const importArgs = importExisting ? ['--import-existing-resources'] : [];
    const args = ['deploy', ALL_STACKS, '--require-approval', 'never', ...importArgs, ...appArgs];
    const { code, output } = await this.runCdk(args);
    const stacks = readStacks(folder);
    this.checkAllTypesProbed(stacks);
    return { succeeded: code === 0, output, stacks };
  }

  public async destroy(declaration: Declaration): Promise<DeploymentResult> {
    const folder = this.createOutputFolder();
    synthesize(declaration, folder);
    const { code, output } = await this.runCdk(['destroy', ALL_STACKS, '--force', '--app', folder]);
    const stacks = readStacks(folder);
    const remaining: string[] = [];
    for (const stack of stacks) if ((await this.readStackStatus(stack)) !== undefined) remaining.push(stack.name);
    return {
      succeeded: code === 0 && remaining.length === 0,
      output: `${output}\nremaining stacks: ${remaining.join()}`,
      stacks,
    };
  }

  public runCommandLine(args: readonly string[]): Promise<ProcessResult> {
    const { folder: cwd, environment } = this.ministack;
    return run(process.execPath, [COMMAND_LINE, ...args], { cwd, env: { ...environment, NO_COLOR: 'true' } });
  }

  public async listResources({ name, region }: SynthesizedStack): Promise<readonly StackResource[]> {
    const found = await this.sendToCloudFormation(region, async (client) =>
      client.send(new DescribeStackResourcesCommand({ StackName: name })),
    );
    return (found?.StackResources ?? []).map((resource) => ({
      stack: name,
      stackId: resource.StackId!,
      region,
      logicalId: resource.LogicalResourceId!,
      physicalId: resource.PhysicalResourceId ?? '',
      type: resource.ResourceType!,
    }));
  }

  public readBuckets(): Promise<Readonly<Record<string, BucketState>>> {
    return readBuckets(this.s3);
  }

  public readAccessPoints() {
    return readAccessPoints(this.s3Control);
  }

  public readIdentities(resources: readonly StackResource[]) {
    return readIdentities(this.ministack, resources);
  }

  public close(): void {
    this.s3.destroy();
    this.s3Control.destroy();
  }

  /** Throws an error if a template contains a resource type without a probe. */
  private checkAllTypesProbed(stacks: readonly SynthesizedStack[]): void {
    const types = new Set(
      stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type: type }) => type)),
    );
    const unprobed = [...types].filter(
      (type) => !type.startsWith('Custom::') && !(resourceTypeRow(type, 'create') in this.table.rows),
    );
    if (unprobed.length > 0) {
      throw new Error(`add a probe of ${unprobed.join(', ')} to test/deploy/probe/resource-probes.ts`);
    }
  }

  /** Returns the status of a stack, or undefined if it does not exist. */
  private async readStackStatus({ name, region }: SynthesizedStack): Promise<string | undefined> {
    const found = await this.sendToCloudFormation(region, async (client) =>
      client.send(new DescribeStacksCommand({ StackName: name })),
    );
    return found?.Stacks?.[0].StackStatus;
  }

  private async sendToCloudFormation<T>(
    region: string,
    send: (client: CloudFormationClient) => Promise<T>,
  ): Promise<T | undefined> {
    const client = new CloudFormationClient(this.ministack.clientConfig(region));
    try {
      return await send(client);
    } catch (error) {
      if (/does not exist/.test((error as Error).message)) return undefined;
      throw error;
    } finally {
      client.destroy();
    }
  }

  private createOutputFolder(): string {
    this.commandCount += 1;
    const folder = path.join(this.ministack.folder, 'synthesized', String(this.commandCount));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  private runCdk(args: readonly string[]): Promise<ProcessResult> {
    const options = { cwd: this.ministack.folder, env: this.ministack.environment };
    return run(process.execPath, [CDK, ...args, '--no-notices', '--no-color'], options);
  }
}
