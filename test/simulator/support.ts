import {
  type AsyncOperationName, type AsyncOperationReport, type CallContext, type Input, type OperationName, type Output, Simulator, type SimulatorOptions,
  VirtualClock,
} from '../../simulator';

export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const CONTEXT: CallContext = { accountId: ACCOUNT, region: 'us-west-2', caller: 'AKID' };

/** Two Regions and their buckets, as in most tests. */
export const MEMBERS = [{ Bucket: 'media-us', Region: 'us-east-1' }, { Bucket: 'media-eu', Region: 'eu-west-1' }] as const;
export const REGIONS = MEMBERS.map(({ Bucket }) => ({ Bucket }));

/** What an answer other than an output is thrown as. */
export class Refused extends Error {
  constructor(public readonly code: string, public readonly status?: number) {
    super(code);
  }
}

/** A simulator on a standing clock, with its two buckets, spoken to in typed calls. */
export class Bench {
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  private tokens = 0;

  constructor(options: SimulatorOptions = {}) {
    this.simulator = new Simulator({ clock: this.clock, ...options });
    MEMBERS.forEach(({ Bucket, Region }) => this.simulator.buckets.add(Bucket, Region, ACCOUNT));
  }

  public async ask<O extends OperationName>(operation: O, input: Input<O>, context: Partial<CallContext> = {}): Promise<Output<O>> {
    const outcome = await this.simulator.call(operation, input, { ...CONTEXT, ...context });
    if (outcome.kind === 'output') return outcome.output;
    throw outcome.kind === 'error' ? new Refused(outcome.code, outcome.status) : new Refused(outcome.kind);
  }

  public token(): string {
    this.tokens += 1;
    return `token-${this.tokens}`;
  }

  public async create(name = 'media', regions: readonly { Bucket?: string; BucketAccountId?: string }[] = REGIONS): Promise<string> {
    const { RequestTokenARN } = await this.ask('CreateMultiRegionAccessPoint', {
      ClientToken: this.token(), Details: { Name: name, Regions: regions },
    });
    return RequestTokenARN;
  }

  public async remove(name = 'media'): Promise<string> {
    return (await this.ask('DeleteMultiRegionAccessPoint', { ClientToken: this.token(), Details: { Name: name } })).RequestTokenARN;
  }

  public async put(policy: string, name = 'media'): Promise<string> {
    return (await this.ask('PutMultiRegionAccessPointPolicy', { ClientToken: this.token(), Details: { Name: name, Policy: policy } }))
      .RequestTokenARN;
  }

  public async describe(tokenArn: string): Promise<AsyncOperationReport> {
    return (await this.ask('DescribeMultiRegionAccessPointOperation', { RequestTokenARN: tokenArn })).AsyncOperation;
  }

  /** Lets every operation end, and tells how this one did: its status, or the code it failed with. */
  public async ended(tokenArn: string): Promise<string> {
    this.clock.advance(60_000);
    const { RequestStatus, ResponseDetails } = await this.describe(tokenArn);
    return ResponseDetails?.ErrorDetails?.Code ?? RequestStatus;
  }

  public async get(name = 'media') {
    return (await this.ask('GetMultiRegionAccessPoint', { Name: name })).AccessPoint;
  }

  public async status(name = 'media'): Promise<string> {
    return this.get(name).then(({ Status }) => Status, (error: Refused) => error.code);
  }

  /** A READY access point; its ARN. */
  public async ready(name = 'media', regions?: readonly { Bucket: string; BucketAccountId?: string }[]): Promise<string> {
    await this.ended(await this.create(name, regions));
    return `arn:aws:s3::${ACCOUNT}:accesspoint/${(await this.get(name)).Alias}`;
  }
}

export function fail(code: string, leaves?: 'nothing' | 'partial', operation?: AsyncOperationName): Pick<SimulatorOptions, 'asyncFailure'> {
  return { asyncFailure: (call) => (operation === undefined || call.operation === operation ? { code, leaves } : undefined) };
}
