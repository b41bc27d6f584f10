import {
  type AsyncOperationName, type AsyncOperationReport, type SimulatedCallContext, type SimulatedOperationInput,
  type SimulatedOperationName, type SimulatedOperationOutput, Simulator, type SimulatorOptions, VirtualClock,
} from '../../simulator';

export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const CONTEXT: SimulatedCallContext = { accountId: ACCOUNT, region: 'us-west-2', caller: 'AKID' };

/** The two members of most tests. */
export const MEMBERS = [
  { Bucket: 'media-us', Region: 'us-east-1' },
  { Bucket: 'media-eu', Region: 'eu-west-1' },
] as const;
export const REGIONS = MEMBERS.map(({ Bucket }) => ({ Bucket }));

/** Represents any answer other than an output. */
export class RefusedError extends Error {
  constructor(public readonly code: string, public readonly status?: number) {
    super(code);
  }
}

/** A simulator on a virtual clock, with two buckets and typed calls. */
export class Bench {
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  private tokens = 0;

  constructor(options: SimulatorOptions = {}) {
    this.simulator = new Simulator({ clock: this.clock, ...options });
    MEMBERS.forEach(({ Bucket, Region }) => this.simulator.buckets.add(Bucket, Region, ACCOUNT));
  }

  public async call<O extends SimulatedOperationName>(
    operation: O,
    input: SimulatedOperationInput<O>,
    context: Partial<SimulatedCallContext> = {},
  ): Promise<SimulatedOperationOutput<O>> {
    const outcome = await this.simulator.call(operation, input, { ...CONTEXT, ...context });
    if (outcome.kind === 'output') return outcome.output;
    throw outcome.kind === 'error' ? new RefusedError(outcome.code, outcome.status) : new RefusedError(outcome.kind);
  }

  public token(): string {
    this.tokens += 1;
    return `token-${this.tokens}`;
  }

  public async create(
    name = 'media',
    regions: readonly { Bucket?: string; BucketAccountId?: string }[] = REGIONS,
  ): Promise<string> {
    const { RequestTokenARN } = await this.call('CreateMultiRegionAccessPoint', {
      ClientToken: this.token(),
      Details: { Name: name, Regions: regions },
    });
    return RequestTokenARN;
  }

  public async remove(name = 'media'): Promise<string> {
    return (await this.call('DeleteMultiRegionAccessPoint', { ClientToken: this.token(), Details: { Name: name } }))
      .RequestTokenARN;
  }

  public async put(policy: string, name = 'media'): Promise<string> {
    return (
      await this.call('PutMultiRegionAccessPointPolicy', {
        ClientToken: this.token(),
        Details: { Name: name, Policy: policy },
      })
    ).RequestTokenARN;
  }

  public async describe(tokenArn: string): Promise<AsyncOperationReport> {
    return (await this.call('DescribeMultiRegionAccessPointOperation', { RequestTokenARN: tokenArn })).AsyncOperation;
  }

  /** Waits for all operations and returns the status, or the error code, of one of them. */
  public async ended(tokenArn: string): Promise<string> {
    this.clock.advance(60_000);
    const { RequestStatus, ResponseDetails } = await this.describe(tokenArn);
    return ResponseDetails?.ErrorDetails?.Code ?? RequestStatus;
  }

  public async get(name = 'media') {
    return (await this.call('GetMultiRegionAccessPoint', { Name: name })).AccessPoint;
  }

  public async status(name = 'media'): Promise<string> {
    return this.get(name).then(
      ({ Status }) => Status,
      (error: RefusedError) => error.code,
    );
  }

  /** Creates an access point, waits until it is READY and returns its ARN. */
  public async ready(
    name = 'media',
    regions?: readonly { Bucket: string; BucketAccountId?: string }[],
  ): Promise<string> {
    await this.ended(await this.create(name, regions));
    return `arn:aws:s3::${ACCOUNT}:accesspoint/${(await this.get(name)).Alias}`;
  }
}

export function fail(
  code: string,
  leaves?: 'nothing' | 'partial',
  operation?: AsyncOperationName,
): Pick<SimulatorOptions, 'asyncFailure'> {
  return {
    asyncFailure: (call) => (operation === undefined || call.operation === operation ? { code, leaves } : undefined),
  };
}
