import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { customResources, resolve, roleArns } from '../../../examples/demo/template';
import { Simulator, VirtualClock } from '../../../simulator';
import { ROUTES_TYPE } from '../../../src/wire/resource-types';
import { CloudFormation, type Properties } from '../../driver/cloudformation';
import { LambdaService } from '../../driver/lambda-service';
import { Stack, type Template } from '../../driver/stack';
import { directS3 } from '../../support/simulated-s3';
import { declare, type Declaration } from '../applications/declaration';
import { ACCOUNT } from '../emulator/ministack';
import { SEMANTICS } from '../probe/semantics';
import { type Outcome, type Player } from './player';
import { type DeployStep } from './scenario';
import { type BucketState, replicationState } from './state';
import { bucketArns, resourcesOf, stacksIn, type SynthesizedStack } from './template';

const RETAINS: Readonly<Record<string, 'always' | 'except on create'>> = { Retain: 'always', RetainExceptOnCreate: 'except on create' };
/** The rows that it plays, beside all those about custom resources. */
const PLAYS = /^(custom resource: |DeletionPolicy RetainExceptOnCreate |what exists under a name of the template )/;

/** One stack: its custom resources in the driver's hands, its buckets in the simulator's. */
interface Played {
  readonly stack: Stack;
  /** By logical id, the names of the buckets that are this stack's. */
  readonly buckets: Map<string, string>;
}

/** CloudFormation as the driver plays it: buckets and custom resources, in process, on a virtual clock. */
export class DriverPlayer implements Player {
  public readonly name = 'driver';
  public readonly seen = new Set(['region', 'versioning', 'replication'] as const);
  public readonly simulator: Simulator;
  private readonly clock = new VirtualClock();
  private readonly played = new Map<string, Played>();

  constructor() {
    this.simulator = new Simulator({ clock: this.clock });
  }

  public can(row: string): boolean {
    return row in SEMANTICS && PLAYS.test(row);
  }

  public async makeBucket(name: string, region: string): Promise<void> {
    this.simulator.buckets.add(name, region, ACCOUNT).versioning = 'Enabled';
  }

  public async deploy({ deploy, importing = false }: DeployStep): Promise<Outcome> {
    const stacks = synthesize(deploy);
    const complete = new Set<string>();
    for (const stack of stacks) {
      const reason = await this.clock.runUntilSettled(this.deployStack(stack, importing));
      if (reason !== undefined) return { succeeded: false, said: reason, stacks, complete };
      complete.add(stack.name);
    }
    return { succeeded: true, said: '', stacks, complete };
  }

  public async destroy(declaration: Declaration): Promise<Outcome> {
    const stacks = synthesize(declaration);
    for (const stack of [...stacks].reverse()) await this.clock.runUntilSettled(this.destroyStack(stack));
    return { succeeded: true, said: '', stacks, complete: new Set() };
  }

  public async physicalIds(stack: SynthesizedStack): Promise<Readonly<Record<string, string>>> {
    const held = [...this.played.get(stack.name)?.stack.resources ?? []].map(([id, { physicalId }]) => [id, physicalId]);
    return Object.fromEntries(held) as Record<string, string>;
  }

  public async buckets(): Promise<Readonly<Record<string, BucketState>>> {
    return Object.fromEntries(this.simulator.snapshot().buckets.map(({ name, region, versioning, replication }) =>
      [name, { region, versioning, replication: replicationState(replication) }]));
  }

  /** Why it failed. */
  private async deployStack(stack: SynthesizedStack, importing: boolean): Promise<string | undefined> {
    const { stack: driven, buckets } = this.of(stack);
    const isNew = driven.resources.size === 0 && buckets.size === 0;
    const made: string[] = [];
    for (const [id, { Properties: { BucketName: name, VersioningConfiguration: versioning } }] of resourcesOf(stack, 'AWS::S3::Bucket')) {
      if (buckets.has(id)) continue;
      if (this.simulator.buckets.get(String(name)) !== undefined) {
        if (importing) buckets.set(id, String(name));
        else return `bucket ${String(name)} already exists`;
        continue;
      }
      this.simulator.buckets.add(String(name), stack.region, ACCOUNT, this.clock.now()).versioning = (versioning as { Status?: 'Enabled' } | undefined)?.Status;
      buckets.set(id, String(name));
      made.push(id);
    }
    const { succeeded, reason } = await driven.deploy(drivenTemplate(stack));
    if (succeeded) return undefined;
    // Of a first deployment what it made goes, unless it is to stay in any case.
    for (const id of made) if (stack.template.Resources[id].DeletionPolicy !== 'Retain') await this.deleteBucket(buckets.get(id)!, stack);
    for (const id of isNew ? [...buckets.keys()] : made) buckets.delete(id);
    return reason;
  }

  private async destroyStack(stack: SynthesizedStack): Promise<void> {
    const { stack: driven, buckets } = this.of(stack);
    await driven.destroy();
    for (const [id, name] of buckets) if (RETAINS[stack.template.Resources[id].DeletionPolicy ?? ''] === undefined) await this.deleteBucket(name, stack);
    this.played.delete(stack.name);
  }

  private async deleteBucket(name: string, { region }: SynthesizedStack): Promise<void> {
    const outcome = await this.simulator.call('DeleteBucket', { Bucket: name }, { accountId: ACCOUNT, region });
    if (outcome.kind === 'error') throw new Error(`${name}: ${outcome.message}`);
  }

  private of({ name }: SynthesizedStack): Played {
    const known = this.played.get(name);
    if (known) return known;
    const { clock } = this;
    const functions = new LambdaService({ clock, s3: directS3(this.simulator), report: () => undefined }).functions;
    const synchronousTypes = [ROUTES_TYPE];
    const cloudFormation = new CloudFormation({ clock, functions, synchronousTypes, accountId: ACCOUNT, stackName: name });
    const stack = new Stack({ cloudFormation, clock, onRetry: () => undefined, onRetained: () => undefined });
    const played = { stack, buckets: new Map<string, string>() };
    this.played.set(name, played);
    return played;
  }
}

function synthesize(declaration: Declaration): SynthesizedStack[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'deploy-'));
  try {
    const app = new App({ outdir });
    declare(app, declaration);
    app.synth();
    return stacksIn(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The custom resources of a template, as the driver takes them. */
function drivenTemplate(stack: SynthesizedStack): Template {
  const ours = customResources(stack.template);
  const known = { ...roleArns(stack.template, ACCOUNT), ...bucketArns(stack) };
  return ours.map(([logicalId, { Type: type, Properties: properties, DeletionPolicy: policy = '' }]) => ({
    logicalId,
    type,
    retain: RETAINS[policy],
    properties: (attribute) => {
      const live = (id: string) => new Proxy({}, { get: (_target, name) => attribute(id, String(name)) });
      return resolve(properties, { ...known, ...Object.fromEntries(ours.map(([id]) => [id, live(id)])) }) as Properties;
    },
  }));
}
