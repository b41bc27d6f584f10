import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand, GetBucketLocationCommand, GetBucketPolicyCommand, GetBucketReplicationCommand, GetBucketVersioningCommand,
  GetPublicAccessBlockCommand, ListBucketsCommand, PutBucketVersioningCommand, S3Client,
} from '@aws-sdk/client-s3';
import { type Simulator } from '../../../simulator';
import { CONTEXT, type Declaration } from '../applications/declaration';
import { run, type Ended } from '../emulator/child';
import { ACCOUNT, type Ministack, WORK_FOLDER } from '../emulator/ministack';
import { bucketRow, type ProbeTable, typeRow } from '../probe/probe';
import { type Outcome, type Player } from './player';
import { assemble } from './recorded';
import { type DeployStep } from './scenario';
import { type BucketState, replicationState } from './state';
import { stacksIn, type SynthesizedStack } from './template';

const REPOSITORY = path.join(__dirname, '..', '..', '..');
const CDK = path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
const TSX = path.join(path.dirname(require.resolve('tsx/package.json')), 'dist', 'cli.mjs');
const APPLICATION = `node ${TSX} --tsconfig ${path.join(REPOSITORY, 'tsconfig.dev.json')} ${path.join(__dirname, '..', 'applications', 'app.ts')}`;
/** The tools of the CDK keep what they need in buckets of their own. */
const STAGING = /^cdk-/;
const COMPLETE = /^(CREATE|UPDATE)_COMPLETE$/;

/** The real command line of the CDK, against the emulator. */
export class MinistackPlayer implements Player {
  public readonly name = 'cdk on ministack';
  public readonly seen: Set<keyof BucketState>;
  private readonly s3: S3Client;
  private commands = 0;

  constructor(private readonly ministack: Ministack, public readonly simulator: Simulator, private readonly table: ProbeTable) {
    this.s3 = new S3Client({ ...ministack.clientConfig('us-east-1'), forcePathStyle: true, followRegionRedirects: true });
    this.seen = new Set(['region', 'replication', 'policy']);
    if (table.rows[bucketRow('VersioningConfiguration')]) this.seen.add('versioning');
    if (table.rows[bucketRow('PublicAccessBlockConfiguration')]) this.seen.add('publicAccessBlock');
  }

  public can(row: string): boolean {
    return this.table.rows[row] === true;
  }

  public async bootstrap(regions: readonly string[]): Promise<void> {
    const { code, said } = await this.cdk(['bootstrap', ...regions.map((region) => `aws://${ACCOUNT}/${region}`)], this.ministack.environment);
    if (code !== 0) throw new Error(said);
  }

  public async makeBucket(name: string, region: string): Promise<void> {
    const elsewhere = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
    const s3 = new S3Client({ ...this.ministack.clientConfig(region), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: name, ...elsewhere }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
    s3.destroy();
  }

  public async deploy({ deploy, recorded, importing = false }: DeployStep): Promise<Outcome> {
    const { folder, args } = this.application(deploy);
    if (recorded !== undefined) {
      // Once for the assets, whose code is today's.
      await this.mustSynthesize(args);
      assemble(recorded, folder);
    }
    const options = ['--all', '--require-approval', 'never', ...(importing ? ['--import-existing-resources'] : [])];
    const { code, said } = await this.cdk(['deploy', ...options, ...(recorded === undefined ? args : ['--app', folder])], this.ministack.environment);
    const stacks = stacksIn(folder);
    this.checkTypes(stacks);
    const complete = new Set<string>();
    for (const stack of stacks) if (COMPLETE.test(await this.status(stack) ?? '')) complete.add(stack.name);
    return { succeeded: code === 0, said, stacks, complete };
  }

  public async destroy(declaration: Declaration): Promise<Outcome> {
    const { folder, args } = this.application(declaration);
    const { code, said } = await this.cdk(['destroy', '--all', '--force', ...args], this.ministack.environment);
    const stacks = stacksIn(folder);
    const left: string[] = [];
    for (const stack of stacks) if (await this.status(stack) !== undefined) left.push(stack.name);
    return { succeeded: code === 0 && left.length === 0, said: `${said}\nleft: ${left.join()}`, stacks, complete: new Set() };
  }

  public async physicalIds({ name, region }: SynthesizedStack): Promise<Readonly<Record<string, string>>> {
    const found = await this.cloudFormation(region, async (client) => client.send(new DescribeStackResourcesCommand({ StackName: name })));
    return Object.fromEntries((found?.StackResources ?? []).map(({ LogicalResourceId: id, PhysicalResourceId: physicalId }) => [id!, physicalId ?? '']));
  }

  public async buckets(): Promise<Readonly<Record<string, BucketState>>> {
    const { Buckets: buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    const names = buckets.map(({ Name: name }) => name!).filter((name) => !STAGING.test(name));
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await this.bucket(name)] as const)));
  }

  public close(): void {
    this.s3.destroy();
  }

  /** Whoever declares a type adds a specimen of it. */
  private checkTypes(stacks: readonly SynthesizedStack[]): void {
    const types = new Set(stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type: type }) => type)));
    const unprobed = [...types].filter((type) => !type.startsWith('Custom::') && !(typeRow(type, 'create') in this.table.rows));
    if (unprobed.length > 0) throw new Error(`test/deploy/probe/specimens.ts has no specimen of ${unprobed.join(', ')}`);
  }

  private async bucket(name: string): Promise<BucketState> {
    const at = { Bucket: name };
    // What a bucket does not have S3 answers with 404.
    const orNothing = <T>(found: Promise<T>) => found.catch((error: { $metadata?: { httpStatusCode?: number } }) => {
      if (error.$metadata?.httpStatusCode === 404) return undefined;
      throw error;
    });
    const [location, versioning, block, policy, replication] = await Promise.all([
      this.s3.send(new GetBucketLocationCommand(at)),
      this.s3.send(new GetBucketVersioningCommand(at)),
      orNothing(this.s3.send(new GetPublicAccessBlockCommand(at))),
      orNothing(this.s3.send(new GetBucketPolicyCommand(at))),
      orNothing(this.s3.send(new GetBucketReplicationCommand(at))),
    ]);
    return {
      region: location.LocationConstraint ?? 'us-east-1',
      versioning: versioning.Status,
      publicAccessBlock: block?.PublicAccessBlockConfiguration,
      policy: policy?.Policy === undefined ? undefined : (JSON.parse(policy.Policy) as { Statement: unknown }).Statement,
      replication: replicationState(replication?.ReplicationConfiguration as never),
    };
  }

  /** Undefined where there is no such stack. */
  private async status({ name, region }: SynthesizedStack): Promise<string | undefined> {
    const found = await this.cloudFormation(region, async (client) => client.send(new DescribeStacksCommand({ StackName: name })));
    return found?.Stacks?.[0].StackStatus;
  }

  private async cloudFormation<T>(region: string, send: (client: CloudFormationClient) => Promise<T>): Promise<T | undefined> {
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

  /** A folder to synthesize into, and how the command line is told. */
  private application(declaration: Declaration): { folder: string; args: string[] } {
    this.commands += 1;
    const folder = path.join(WORK_FOLDER, 'synthesized', String(this.commands));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return { folder, args: ['--app', APPLICATION, '--output', folder, '--context', `${CONTEXT}=${JSON.stringify(declaration)}`] };
  }

  private async mustSynthesize(args: readonly string[]): Promise<void> {
    const { code, said } = await this.cdk(['synth', '--quiet', ...args], this.ministack.environment);
    if (code !== 0) throw new Error(said);
  }

  private cdk(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    return run(process.execPath, [CDK, ...args, '--no-notices', '--no-color'], { cwd: WORK_FOLDER, env });
  }
}
