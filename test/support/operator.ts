import { type AccessPointSnapshot, type SimulatedOutcome, type Simulator } from '../../simulator';
import { ACCOUNT } from './accounts';

/** Changes access points like an operator, without a deployment. Each method returns whether S3 accepted the call. */
export class Operator {
  private readonly context = { accountId: ACCOUNT, region: 'us-west-2', caller: 'operator' };
  private calls = 0;

  constructor(private readonly simulator: Simulator) {}

  public async createAccessPoint(name: string, buckets: readonly string[]): Promise<boolean> {
    const Details = { Name: name, Regions: buckets.map((Bucket) => ({ Bucket })) };
    return isAccepted(await this.simulator.call(
      'CreateMultiRegionAccessPoint', { ClientToken: this.makeToken(), Details }, this.context));
  }

  public async deleteAccessPoint(name: string): Promise<boolean> {
    return isAccepted(await this.simulator.call(
      'DeleteMultiRegionAccessPoint', { ClientToken: this.makeToken(), Details: { Name: name } }, this.context));
  }

  /** Activates these Regions and makes all others passive. */
  public async activate({ arn, regions: members }: AccessPointSnapshot, regions: readonly string[]): Promise<boolean> {
    const RouteUpdates = members.map(({ Bucket, Region }) => ({
      Bucket,
      TrafficDialPercentage: regions.includes(Region) ? 100 : 0,
    }));
    return isAccepted(
      await this.simulator.call('SubmitMultiRegionAccessPointRoutes', { Mrap: arn, RouteUpdates }, this.context),
    );
  }

  /** Puts a policy without the marker of this library. */
  public async putPolicy(name: string, policy: object): Promise<boolean> {
    const Details = { Name: name, Policy: JSON.stringify(policy) };
    return isAccepted(await this.simulator.call(
      'PutMultiRegionAccessPointPolicy', { ClientToken: this.makeToken(), Details }, this.context));
  }

  private makeToken(): string {
    this.calls += 1;
    return `operator-${this.simulator.settings.clock.now()}-${this.calls}`;
  }
}

function isAccepted({ kind }: SimulatedOutcome<object>): boolean {
  return kind === 'output';
}
