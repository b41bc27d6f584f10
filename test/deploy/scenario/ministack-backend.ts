import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import {
  CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand, GetBucketLocationCommand, GetBucketPolicyCommand, GetBucketReplicationCommand,
  GetBucketVersioningCommand, GetPublicAccessBlockCommand, ListBucketsCommand, PutBucketVersioningCommand, S3Client,
} from '@aws-sdk/client-s3';
import { type Simulator } from '../../../simulator';
import { CONTEXT_KEY, type Declaration } from '../applications/declaration';
import { run, type ProcessResult } from '../emulator/child';
import { ACCOUNT, type Ministack, WORK_FOLDER } from '../emulator/ministack';
import { bucketPropertyRow, type ProbeTable, resourceTypeRow } from '../probe/probe';
import { type DeploymentResult, type DeploymentBackend } from './deployment-backend';
import { installRecordedTemplates } from './recorded-templates';
import { type DeployStep } from './scenario';
import { type BucketState, toReplicationState } from './state';
import { readStacks, type SynthesizedStack } from './template';

const REPOSITORY = path.join(__dirname, '..', '..', '..');
const CDK = path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
const TSX = path.join(path.dirname(require.resolve('tsx/package.json')), 'dist', 'cli.mjs');
const TSCONFIG = path.join(REPOSITORY, 'tsconfig.dev.json');
const APP_COMMAND = `node ${TSX} --tsconfig ${TSCONFIG} ${path.join(__dirname, '..', 'applications', 'app.ts')}`;
/** The names of the CDK's staging buckets. */
const CDK_BUCKETS = /^cdk-/;
const COMPLETE = /^(CREATE|UPDATE)_COMPLETE$/;

/** Deploys to the emulator with the real `cdk` command. */
export class MinistackBackend implements DeploymentBackend {
  public readonly name = 'cdk on ministack';
  public readonly comparedFields: Set<keyof BucketState>;
  private readonly s3: S3Client;
  private commandCount = 0;

  constructor(
    private readonly ministack: Ministack,
    public readonly simulator: Simulator,
    private readonly table: ProbeTable,
  ) {
    this.s3 = new S3Client({
      ...ministack.clientConfig('us-east-1'),
      forcePathStyle: true,
      followRegionRedirects: true,
    });
    this.comparedFields = new Set(['region', 'replication', 'policy']);
    if (table.rows[bucketPropertyRow('VersioningConfiguration')]) this.comparedFields.add('versioning');
    if (table.rows[bucketPropertyRow('PublicAccessBlockConfiguration')]) this.comparedFields.add('publicAccessBlock');
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

  public async deploy({ deploy, recorded, importExisting = false }: DeployStep): Promise<DeploymentResult> {
    const { folder, args } = this.prepareApplication(deploy);
    if (recorded !== undefined) {
      // The recorded templates use the current code of the functions, so the assets must be synthesized first.
      await this.synthesize(args);
      installRecordedTemplates(recorded, folder);
    }
    const options = [
      '--all',
      '--require-approval',
      'never',
      ...(importExisting ? ['--import-existing-resources'] : []),
    ];
    const appArgs = recorded === undefined ? args : ['--app', folder];
    const { code, output } = await this.runCdk(['deploy', ...options, ...appArgs]);
    const stacks = readStacks(folder);
    this.checkAllTypesProbed(stacks);
    const completeStacks = new Set<string>();
    for (const stack of stacks) {
      if (COMPLETE.test((await this.readStackStatus(stack)) ?? '')) completeStacks.add(stack.name);
    }
    return { succeeded: code === 0, output, stacks, completeStacks };
  }

  public async destroy(declaration: Declaration): Promise<DeploymentResult> {
    const { folder, args } = this.prepareApplication(declaration);
    const { code, output } = await this.runCdk(['destroy', '--all', '--force', ...args]);
    const stacks = readStacks(folder);
    const remaining: string[] = [];
    for (const stack of stacks) if ((await this.readStackStatus(stack)) !== undefined) remaining.push(stack.name);
    return {
      succeeded: code === 0 && remaining.length === 0,
      output: `${output}\nremaining stacks: ${remaining.join()}`,
      stacks,
      completeStacks: new Set(),
    };
  }

  public async physicalIds({ name, region }: SynthesizedStack): Promise<Readonly<Record<string, string>>> {
    const found = await this.sendToCloudFormation(region, async (client) =>
      client.send(new DescribeStackResourcesCommand({ StackName: name })),
    );
    return Object.fromEntries(
      (found?.StackResources ?? []).map(({ LogicalResourceId: id, PhysicalResourceId: physicalId }) => [
        id!,
        physicalId ?? '',
      ]),
    );
  }

  public async buckets(): Promise<Readonly<Record<string, BucketState>>> {
    const { Buckets: buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    const names = buckets.map(({ Name: name }) => name!).filter((name) => !CDK_BUCKETS.test(name));
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await this.readBucket(name)] as const)),
    );
  }

  public close(): void {
    this.s3.destroy();
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

  private async readBucket(name: string): Promise<BucketState> {
    const bucketInput = { Bucket: name };
    // S3 responds with 404 if a bucket does not have the configuration.
    const undefinedIfNotFound = <T>(found: Promise<T>) =>
      found.catch((error: { $metadata?: { httpStatusCode?: number } }) => {
        if (error.$metadata?.httpStatusCode === 404) return undefined;
        throw error;
      });
    const [location, versioning, block, policy, replication] = await Promise.all([
      this.s3.send(new GetBucketLocationCommand(bucketInput)),
      this.s3.send(new GetBucketVersioningCommand(bucketInput)),
      undefinedIfNotFound(this.s3.send(new GetPublicAccessBlockCommand(bucketInput))),
      undefinedIfNotFound(this.s3.send(new GetBucketPolicyCommand(bucketInput))),
      undefinedIfNotFound(this.s3.send(new GetBucketReplicationCommand(bucketInput))),
    ]);
    return {
      region: location.LocationConstraint ?? 'us-east-1',
      versioning: versioning.Status,
      publicAccessBlock: block?.PublicAccessBlockConfiguration,
      policy:
        policy?.Policy === undefined ? undefined : (JSON.parse(policy.Policy) as { Statement: unknown }).Statement,
      replication: toReplicationState(replication?.ReplicationConfiguration as never),
    };
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

  /** Creates an output folder and the arguments of `cdk` for a declaration. */
  private prepareApplication(declaration: Declaration): { folder: string; args: string[] } {
    this.commandCount += 1;
    const folder = path.join(WORK_FOLDER, 'synthesized', String(this.commandCount));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return {
      folder,
      args: ['--app', APP_COMMAND, '--output', folder, '--context', `${CONTEXT_KEY}=${JSON.stringify(declaration)}`],
    };
  }

  private async synthesize(args: readonly string[]): Promise<void> {
    const { code, output } = await this.runCdk(['synth', '--quiet', ...args]);
    if (code !== 0) throw new Error(output);
  }

  private runCdk(args: readonly string[]): Promise<ProcessResult> {
    const options = { cwd: WORK_FOLDER, env: this.ministack.environment };
    return run(process.execPath, [CDK, ...args, '--no-notices', '--no-color'], options);
  }
}
