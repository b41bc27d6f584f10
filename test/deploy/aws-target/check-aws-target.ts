import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { readMinistackDecisions } from '../../../verify/reports/recorded-reports';
import { run } from '../emulator/child';
import { LocalAws } from './local-aws';

interface CommandResult {
  readonly refusal?: string;
  readonly decisions?: readonly (readonly [id: string, decision: string, observation: string])[];
  readonly left?: readonly { readonly name: string }[];
}

/** Probes that use S3 only, and roles and STS. */
const SERVICE_PROBES = ['6', '10', '15', '9'];
/** The decisions of the probes that use CloudFormation with Lambda, SQS and Step Functions. */
const ON_MINISTACK = readMinistackDecisions();
/** Probes that create a resource of each kind. */
const SHORT_PROBES = ['8', 'C1'];
/** The moments of a run at which the test kills it: after an entry of the journal. */
const MOMENTS = [
  'planned support-stack', 'identified support-stack', 'planned bucket', 'planned access-point',
  'accepted access-point', 'identified access-point', 'planned stack', 'identified stack', 'decided', 'deleted',
];
const FOREIGN = 'media';
/** Buckets of another owner. The name of one begins like the names of a run. */
const FOREIGN_BUCKETS = ['media-ireland', 'mrap-verify-other-ireland'];
const MAIN = path.join(__dirname, 'command.ts');

/** Runs `verify --target aws` against local services, and returns a text for each wrong behavior. */
export async function checkAwsTarget(onProgress: (text: string) => void): Promise<string[]> {
  const local = await LocalAws.start('ministack-verify');
  const check = new AwsTargetCheck(local);
  try {
    await check.refusals();
    onProgress('refused accounts that are in use');
    await check.completeRun();
    onProgress(`ran ${SERVICE_PROBES.length} probes beside an access point of another owner`);
    onProgress(`ran ${await check.deploymentRun()} probes of deployments`);
    for (const moment of MOMENTS) await check.killedRun(moment);
    onProgress(`killed a run at ${MOMENTS.length} moments, and continued or cleaned it up`);
    return check.failures;
  } finally {
    await local.stop();
  }
}

class AwsTargetCheck {
  public readonly failures: string[] = [];

  constructor(private readonly local: LocalAws) {}

  /** No refused run makes a call that changes something. */
  public async refusals(): Promise<void> {
    const { simulator } = this.local;
    const refused = async (text: string, ...args: string[]) => {
      const { refusal = 'no refusal' } = await this.command(this.makeFolder(), ...args);
      this.expect(refusal.startsWith('RefusedAccount: ') && refusal.includes(text), `expected "${text}": ${refusal}`);
    };
    await refused('you typed "444455556666"', '--account', '444455556666');
    await refused('--i-own-this-account', '--group', 'day');
    await this.createForeign(FOREIGN);
    await refused(`has other access points: ${FOREIGN}`, '--group', 'day', '--i-own-this-account');
    await this.createForeign('mrap-verify-other');
    await refused('mrap-verify-other');
    await this.deleteForeign('mrap-verify-other');
    const { accessPoints, buckets } = simulator.snapshot();
    this.expect(accessPoints.length === 1 && buckets.length === 2, 'a refused run changed the account');
    await this.expectNothingLeft('a refused run');
  }

  public async completeRun(): Promise<void> {
    const { decisions = [], left } = await this.command(this.makeFolder(), '--only', SERVICE_PROBES.join());
    const others = decisions.filter(([, decision]) => decision !== 'confirmed');
    const isConfirmed = decisions.length === SERVICE_PROBES.length && others.length === 0;
    this.expect(isConfirmed, `decisions: ${JSON.stringify(decisions)}`);
    this.expect(left?.length === 0, `a complete run left ${JSON.stringify(left)}`);
    await this.expectNothingLeft('a complete run');
  }

  /** The emulator reads the templates of nested stacks from its own S3. Returns the number of probes. */
  public async deploymentRun(): Promise<number> {
    const { confirmed, differing } = ON_MINISTACK;
    const ids = [...confirmed, ...Object.keys(differing)];
    const s3 = { AWS_ENDPOINT_URL_S3: this.local.ministack.environment.AWS_ENDPOINT_URL };
    const { decisions = [], left } = await this.commandWith(s3, this.makeFolder(), '--only', ids.join());
    const decided = Object.fromEntries(decisions.map(([id, decision, observation]) =>
      [id, decision === 'confirmed' ? decision : observation.replace(/\[mrap-verify-[^\]]+\]/, '[name]')]));
    for (const id of ids) {
      const expected = differing[id] ?? 'confirmed';
      this.expect(decided[id] === expected, `${id} on ministack: expected "${expected}", found "${decided[id]}"`);
    }
    this.expect(left?.length === 0, `a run of deployments left ${JSON.stringify(left)}`);
    await this.expectNothingLeft('a run of deployments');
    const { Buckets: buckets = [] } = await new S3Client(
      this.local.ministack.clientConfig('eu-west-1')).send(new ListBucketsCommand({}));
    this.expect(buckets.length === 0, `a run of deployments left ${buckets.map(({ Name: name }) => name).join(', ')}`);
    return ids.length;
  }

  /** Every second killed run is continued. The others are cleaned up. */
  public async killedRun(moment: string): Promise<void> {
    const folder = this.makeFolder();
    const args = ['--only', SHORT_PROBES.join()];
    const killed = await this.execute(folder, { KILL_AFTER: moment }, ...args);
    const hasJournal = existsSync(path.join(folder, 'journal.jsonl'));
    const isKilled = killed.code === null && hasJournal;
    this.expect(isKilled, `the run was not killed after "${moment}": ${killed.output.slice(-500)}`);
    if (MOMENTS.indexOf(moment) % 2 === 0) {
      const { decisions = [] } = await this.command(folder, ...args);
      const confirmed = decisions.filter(([, decision]) => decision === 'confirmed').map(([id]) => id);
      const isContinued = confirmed.join() === SHORT_PROBES.join();
      this.expect(isContinued, `continued after "${moment}": ${JSON.stringify(decisions)}`);
    } else {
      const { left, refusal } = await this.command(folder, ...args, '--clean-up');
      this.expect(left?.length === 0, `cleaned up after "${moment}": ${refusal ?? JSON.stringify(left)}`);
    }
    await this.expectNothingLeft(`a run that was killed after "${moment}"`);
  }

  /** The access point and the buckets of the other owner are the only resources. */
  private async expectNothingLeft(after: string): Promise<void> {
    const { accessPoints, buckets } = this.local.simulator.snapshot();
    const names = [...accessPoints, ...buckets].map(({ name }) => name)
      .filter((name) => name !== FOREIGN && !FOREIGN_BUCKETS.includes(name));
    const { StackSummaries: stacks = [] } = await new CloudFormationClient(
      this.local.ministack.clientConfig('eu-west-1')).send(new ListStacksCommand({}));
    const live = stacks.filter(({ StackStatus: status }) => status !== 'DELETE_COMPLETE')
      .map(({ StackName: name, StackStatus: status }) => `${name} ${status}`);
    this.expect([...names, ...live].length === 0, `${after} left ${[...names, ...live].join(', ')}`);
    const isForeignLeft = accessPoints.some(({ name }) => name === FOREIGN)
      && FOREIGN_BUCKETS.every((foreign) => buckets.some(({ name }) => name === foreign));
    this.expect(isForeignLeft, `${after} deleted the access point or the bucket of another owner`);
  }

  private async createForeign(name: string): Promise<void> {
    const { simulator } = this.local;
    const bucket = `${name}-ireland`;
    simulator.buckets.add(bucket, 'eu-west-1', '111122223333');
    await simulator.call('CreateMultiRegionAccessPoint', {
      ClientToken: name, Details: { Name: name, Regions: [{ Bucket: bucket }] },
    }, { accountId: '111122223333', region: 'us-west-2' });
    await this.waitFor(() => simulator.snapshot().accessPoints.some(
      (found) => found.name === name && found.status === 'READY'));
  }

  private async deleteForeign(name: string): Promise<void> {
    const { simulator } = this.local;
    await simulator.call('DeleteMultiRegionAccessPoint', {
      ClientToken: `${name}-deletion`, Details: { Name: name },
    }, { accountId: '111122223333', region: 'us-west-2' });
    await this.waitFor(() => !simulator.snapshot().accessPoints.some((found) => found.name === name));
  }

  private async waitFor(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error('the simulator did not change an access point within 30 s');
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }

  private async command(folder: string, ...args: string[]): Promise<CommandResult> {
    return this.commandWith({}, folder, ...args);
  }

  private async commandWith(env: NodeJS.ProcessEnv, folder: string, ...args: string[]): Promise<CommandResult> {
    const { output } = await this.execute(folder, env, ...args);
    const result = output.split('\n').find((line) => line.startsWith('{"'));
    if (result === undefined) throw new Error(`verify --target aws printed no result:\n${output.slice(-3000)}`);
    return JSON.parse(result) as CommandResult;
  }

  private async execute(folder: string, env: NodeJS.ProcessEnv, ...args: string[]) {
    const options = { cwd: path.join(__dirname, '..', '..', '..'), env: { ...this.local.environment, ...env } };
    const tsx = ['--require', require.resolve('tsx/cjs'), MAIN, '--run', folder, ...args];
    return run(process.execPath, tsx, { ...options, env: { ...options.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' } });
  }

  private makeFolder(): string {
    return mkdtempSync(path.join(tmpdir(), 'verify-aws-'));
  }

  private expect(isRight: boolean, failure: string): void {
    if (!isRight) this.failures.push(`verify --target aws: ${failure}`);
  }
}
