import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { createBuckets } from '../../../examples/demo/buckets';
import { StackDeployment } from '../../../examples/demo/stack-deployment';
import { type Template } from '../../../examples/demo/template';
import { createHandlers } from '../../../lambda/handlers';
import { Simulator, VirtualClock } from '../../../simulator';
import {
  type AccessPointGeneration, FailoverConfiguration, ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption,
} from '../../../src';
import { CloudFormation } from '../../driver/cloudformation';
import { ACCOUNT } from '../../support/accounts';
import { DataPlane } from '../../support/data-plane';
import { directS3 } from '../../support/simulated-s3';

const FIRST: AccessPointGeneration = { id: '1', regions: ['eu-west-1', 'us-east-1'] };
const SECOND: AccessPointGeneration = { id: '2', regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'] };
const REQUEST_INTERVAL = 5_000;
/** Sufficient for a busy machine. */
const TIMEOUT = 60_000;

/** A simulated account with a deployed application and with clients that send requests continuously. */
class LiveApplication {
  public readonly clock = new VirtualClock();
  public readonly simulator = new Simulator({ clock: this.clock, versioningLagMs: 8_000, routesLagMs: () => 20_000 });
  public readonly data = new DataPlane(this.simulator);
  public readonly failures: string[] = [];
  public requests = 0;
  private readonly home: StackDeployment;
  private stopped = false;

  constructor() {
    const functions = createHandlers({
      s3: directS3(this.simulator),
      clock: this.clock,
      report: () => undefined,
      operations: new Map(),
    });
    this.home = new StackDeployment(
      new CloudFormation({ clock: this.clock, functions, accountId: ACCOUNT }), ACCOUNT,
    );
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

  public findAlias(name: string): string {
    return this.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name)!.alias;
  }

  public get accessPointNames(): string[] {
    return this.simulator.snapshot().accessPoints.map(({ name }) => name).sort();
  }

  /** Writes an object and reads all previous objects, until the clients are stopped. */
  public async runClient(client: {
    readonly name: string;
    alias: string;
    readonly closeness: readonly string[];
  }): Promise<void> {
    for (let index = 0; !this.stopped; index += 1) {
      this.attempt(() => this.data.put(client.alias, client.closeness, `${client.name}/${index}`, String(index)));
      for (let previous = 0; previous <= index; previous += 1) {
        this.attempt(() => {
          if (this.data.get(client.alias, client.closeness, `${client.name}/${previous}`) !== String(previous)) {
            throw new Error('wrong object');
          }
        });
      }
      await this.clock.sleep(REQUEST_INTERVAL);
    }
  }

  public stopClients(): void {
    this.stopped = true;
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

async function addRegion(backfill: boolean) {
  const application = new LiveApplication();
  const { clock, data } = application;
  const names: string[][] = [];
  await clock.runUntilSettled((async () => {
    await application.deploy(FIRST.regions);
    const alias = application.findAlias('media');
    const dublin = { name: 'dublin', alias, closeness: ['eu-west-1', 'us-east-1', 'ap-northeast-1'] };
    const osaka = { name: 'osaka', alias, closeness: ['ap-northeast-1', 'us-east-1', 'eu-west-1'] };
    const clients = [application.runClient(dublin), application.runClient(osaka)];
    await clock.sleep(10 * REQUEST_INTERVAL);

    // Add the Region. The first generation does not change.
    await application.deploy(SECOND.regions, [FIRST]);
    names.push(application.accessPointNames);
    await clock.sleep(2 * REQUEST_INTERVAL);
    if (backfill) data.replicateExisting();
    // Add a generation with all Regions.
    await application.deploy(SECOND.regions, [FIRST, SECOND]);
    names.push(application.accessPointNames);
    // Move the clients one by one.
    for (const client of [osaka, dublin]) {
      client.alias = application.findAlias('media-2');
      await clock.sleep(3 * REQUEST_INTERVAL);
    }
    // Remove the first generation.
    await application.deploy(SECOND.regions, [SECOND]);
    names.push(application.accessPointNames);
    await clock.sleep(3 * REQUEST_INTERVAL);
    application.stopClients();
    await Promise.all(clients);
  })());
  return { application, names };
}

describe('AccessPointGeneration', () => {
  test('adds a Region without a failed request of a client', async () => {
    const { application, names } = await addRegion(true);
    expect(names).toEqual([['media'], ['media', 'media-2'], ['media-2']]);
    expect(application.failures).toEqual([]);
    expect(application.requests).toBeGreaterThan(500);
    const rules = application.simulator.snapshot().buckets.flatMap(({ replication }) => replication?.Rules ?? []);
    expect(rules).toHaveLength(6);
  }, TIMEOUT);

  test('fails requests without the replication of existing objects, so the test detects failures', async () => {
    const { application } = await addRegion(false);
    expect(application.failures.length).toBeGreaterThan(0);
    expect(new Set(application.failures.map((failure) => failure.replace(/osaka\/\d+/, 'osaka/n')))).toEqual(
      new Set(['NoSuchKey: osaka/n in media-111122223333-ap-northeast-1']));
  }, TIMEOUT);
});
