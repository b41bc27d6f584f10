import { setTimeout as sleep } from 'node:timers/promises';
import { type RedirectableClient, redirectClient } from './redirect';
import { sendToSimulator } from './send-to-simulator';

export interface Member {
  readonly region: string;
  readonly bucket: string;
}

export interface AccessPoint {
  readonly arn: string;
  readonly alias: string;
  readonly name: string;
  readonly members: readonly Member[];
}

/** The line that the command `simulate --json` prints. */
export interface SimulatorDescription {
  readonly endpoint: string;
  readonly token: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accessPoints: readonly AccessPoint[];
}

const POLL_MS = 20;

/** A running simulator of S3 in several Regions. */
export class Simulation {
  constructor(
    private readonly description: SimulatorDescription,
    private readonly stopProcess: () => Promise<void>,
  ) {}

  /** The access points. Without templates, there is one. */
  public get accessPoints(): readonly AccessPoint[] {
    return this.description.accessPoints;
  }

  /** The ARN of the first access point, which clients use as the name of the bucket. */
  public get arn(): string {
    return this.accessPoints[0].arn;
  }

  /**
   * The settings of a client: the credentials of the simulator, and a Region, which has no effect on its requests. They
   * replace settings of the environment with which clients refuse Multi-Region Access Points.
   */
  public get clientConfig() {
    const { accessKeyId, secretAccessKey } = this.description;
    return {
      region: this.accessPoints[0].members[0].region,
      credentials: { accessKeyId, secretAccessKey },
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
    };
  }

  /** Makes a client of the SDK send its signed requests to the simulator. */
  public redirect<Client extends RedirectableClient>(client: Client): Client {
    redirectClient(client, new URL(this.description.endpoint));
    return client;
  }

  /** Sends a request for a presigned URL to the simulator. The parameters and the answer are those of `fetch`. */
  public async fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    return sendToSimulator(new Request(url, init), new URL(this.description.endpoint));
  }

  /** Makes a Region reset all connections. S3 does not send requests to another member because of this. */
  public async lose(region: string): Promise<void> {
    await this.control('lose', { region });
  }

  /** Makes a Region accept requests without an answer. */
  public async hang(region: string): Promise<void> {
    await this.control('hang', { region });
  }

  /** Makes a Region answer later. */
  public async slow(region: string, ms: number): Promise<void> {
    await this.control('slow', { region, delay: ms });
  }

  /** Makes a Region available. Replication that was in progress continues. */
  public async restore(region: string): Promise<void> {
    await this.control('restore', { region });
  }

  /** Makes exactly these Regions active, at once: a test does not wait for routes. */
  public async failOver(...activeRegions: string[]): Promise<void> {
    await this.control('failover', { accessPoint: this.arn, active: activeRegions });
  }

  /** Sets the time until a write arrives in another Region, for all pairs of Regions or for one. */
  public async lag(ms: number, edge: { readonly from?: string; readonly to?: string } = {}): Promise<void> {
    await this.control('lag', { ...edge, lag: ms });
  }

  /** Stops replication. */
  public async pause(): Promise<void> {
    await this.control('pause');
  }

  /** Continues replication. */
  public async resume(): Promise<void> {
    await this.control('resume');
  }

  /** Moves the clock of replication and routes forward. */
  public async advance(ms: number): Promise<void> {
    await this.control('clock', { advance: ms });
  }

  /** Removes all objects, restores all Regions, and makes all members active. */
  public async reset(): Promise<void> {
    await this.control('reset');
  }

  /** The number of writes that have not arrived in another Region. */
  public async countPendingReplications(): Promise<number> {
    const { pendingReplications } = await this.send<{ pendingReplications: number }>('GET', 'state');
    return pendingReplications;
  }

  /** Waits until all writes have arrived in all Regions. Fails after the limit, for example with a lost Region. */
  public async settle(limitMs = 10_000): Promise<void> {
    const end = Date.now() + limitMs;
    for (;;) {
      const pending = await this.countPendingReplications();
      if (pending === 0) return;
      if (Date.now() > end) throw new Error(`${pending} writes have not arrived in another Region after ${limitMs} ms`);
      await sleep(POLL_MS);
    }
  }

  /** Ends the simulator. */
  public async stop(): Promise<void> {
    await this.stopProcess();
  }

  private async control(action: string, body: object = {}): Promise<void> {
    await this.send('POST', action, body);
  }

  private async send<Answer>(method: string, action: string, body?: object): Promise<Answer> {
    const { endpoint, token } = this.description;
    const answer = await fetch(`${endpoint}/_simulator/${action}`, {
      method,
      headers: { 'x-simulator-token': token, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the simulator refuses ${action} with ${answer.status}: ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as Answer;
  }
}
