import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { createBuckets } from '../../../examples/demo/buckets';
import { StackDeployment } from '../../../examples/demo/stack-deployment';
import { type Template } from '../../../examples/demo/template';
import { createHandlers } from '../../../lambda/handlers';
import { Simulator, VirtualClock } from '../../../simulator';
import { type AccessPointGeneration, FailoverConfiguration, ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption } from '../../../src';
import { ROUTES_TYPE } from '../../../src/wire/resource-types';
import { CloudFormation } from '../../driver/cloudformation';
import { ACCOUNT } from '../../support/accounts';
import { DataPlane } from '../../support/data-plane';
import { directS3 } from '../../support/simulated-s3';

const FIRST: AccessPointGeneration = { id: '1', regions: ['eu-west-1', 'us-east-1'] };
const SECOND: AccessPointGeneration = { id: '2', regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'] };
const PAUSE = 5_000;
/** On a machine that has other things to do. */
const PATIENCE_MS = 60_000;

/** An account, what is deployed in it, and clients that never stop. */
class Rehearsal {
  public readonly clock = new VirtualClock();
  public readonly simulator = new Simulator({ clock: this.clock, versioningLagMs: 8_000, routesLagMs: () => 20_000 });
  public readonly data = new DataPlane(this.simulator);
  public readonly failures: string[] = [];
  public requests = 0;
  private readonly home: StackDeployment;
  private over = false;

  constructor() {
    const functions = createHandlers({ s3: directS3(this.simulator), clock: this.clock, report: () => undefined, operations: new Map() });
    const synchronousTypes = [ROUTES_TYPE];
    this.home = new StackDeployment(new CloudFormation({ clock: this.clock, functions, synchronousTypes, accountId: ACCOUNT }), ACCOUNT);
  }

  public async deploy(regions: string[], generations?: AccessPointGeneration[]): Promise<void> {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions,
      generations,
      encryption: UnderlyingBucketEncryption.kms(),
      removalPolicy: RemovalPolicy.DESTROY,
      failover: FailoverConfiguration.activeActive(),
    });
    for (const { stackName: name, environment: { region }, template } of app.synth().stacks) {
      createBuckets(this.simulator, { name, region, after: [], template: template as Template }, ACCOUNT);
      if (name === 'Stack') await this.home.deploy(template as Template, () => undefined);
    }
  }

  public aliasOf(name: string): string {
    return this.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name)!.alias;
  }

  public get names(): string[] {
    return this.simulator.snapshot().accessPoints.map(({ name }) => name).sort();
  }

  /** Writes, and reads all that it has ever written, until the rehearsal is over. */
  public async use(client: { readonly name: string; alias: string; readonly closeness: readonly string[] }): Promise<void> {
    for (let index = 0; !this.over; index += 1) {
      this.attempt(() => this.data.put(client.alias, client.closeness, `${client.name}/${index}`, String(index)));
      for (let former = 0; former <= index; former += 1) {
        this.attempt(() => {
          if (this.data.get(client.alias, client.closeness, `${client.name}/${former}`) !== String(former)) throw new Error('another object');
        });
      }
      await this.clock.sleep(PAUSE);
    }
  }

  public end(): void {
    this.over = true;
  }

  private attempt(request: () => void): void {
    this.requests += 1;
    try {
      request();
    } catch (error) {
      this.failures.push((error as Error).message);
    }
  }
}

async function rehearse(backfill: boolean) {
  const rehearsal = new Rehearsal();
  const { clock, data } = rehearsal;
  const seen: string[][] = [];
  await clock.runUntilSettled((async () => {
    await rehearsal.deploy(FIRST.regions);
    const alias = rehearsal.aliasOf('media');
    const dublin = { name: 'dublin', alias, closeness: ['eu-west-1', 'us-east-1', 'ap-northeast-1'] };
    const osaka = { name: 'osaka', alias, closeness: ['ap-northeast-1', 'us-east-1', 'eu-west-1'] };
    const clients = [rehearsal.use(dublin), rehearsal.use(osaka)];
    await clock.sleep(10 * PAUSE);

    // The Regions grow; the first generation is what it was.
    await rehearsal.deploy(SECOND.regions, [FIRST]);
    seen.push(rehearsal.names);
    await clock.sleep(2 * PAUSE);
    if (backfill) data.replicateExisting();
    // A second generation over all of them.
    await rehearsal.deploy(SECOND.regions, [FIRST, SECOND]);
    seen.push(rehearsal.names);
    // Clients move, one after the other.
    for (const client of [osaka, dublin]) {
      client.alias = rehearsal.aliasOf('media-2');
      await clock.sleep(3 * PAUSE);
    }
    // The first generation goes.
    await rehearsal.deploy(SECOND.regions, [SECOND]);
    seen.push(rehearsal.names);
    await clock.sleep(3 * PAUSE);
    rehearsal.end();
    await Promise.all(clients);
  })());
  return { rehearsal, seen };
}

test('a Region is added while clients read and write, and no request fails', async () => {
  const { rehearsal, seen } = await rehearse(true);
  expect(seen).toEqual([['media'], ['media', 'media-2'], ['media-2']]);
  expect(rehearsal.failures).toEqual([]);
  expect(rehearsal.requests).toBeGreaterThan(500);
  const rules = rehearsal.simulator.snapshot().buckets.flatMap(({ replication }) => replication?.Rules ?? []);
  expect(rules).toHaveLength(6);
}, PATIENCE_MS);

test('without the backfill requests fail: the rehearsal would tell', async () => {
  const { rehearsal } = await rehearse(false);
  expect(rehearsal.failures.length).toBeGreaterThan(0);
  expect(new Set(rehearsal.failures.map((failure) => failure.replace(/osaka\/\d+/, 'osaka/n')))).toEqual(
    new Set(['NoSuchKey: osaka/n in media-ap-northeast-1']));
}, PATIENCE_MS);
