import { type AccessPointSnapshot, activeRegionsAt, type Simulator } from '../../simulator';

/** The data plane of S3 for a rehearsal. It routes requests, and replicates objects by the live rules. */
export class DataPlane {
  private readonly objects = new Map<string, Map<string, string>>();

  constructor(private readonly simulator: Simulator, private readonly replicationLagMs = 1_000) {}

  /**
   * Puts an object through an access point.
   *
   * @param closeness all Regions, sorted by their distance to the client
   */
  public put(alias: string, closeness: readonly string[], key: string, value: string): void {
    const bucket = this.route(alias, closeness);
    this.in(bucket).set(key, value);
    const destinations = this.destinationsOf(bucket);
    void this.simulator.settings.clock.sleep!(this.replicationLagMs).then(() => {
      for (const destination of destinations) this.in(destination).set(key, value);
    });
  }

  public get(alias: string, closeness: readonly string[], key: string): string {
    const bucket = this.route(alias, closeness);
    const value = this.in(bucket).get(key);
    if (value === undefined) throw new Error(`NoSuchKey: ${key} in ${bucket}`);
    return value;
  }

  /** Runs S3 Batch Replication for all buckets. */
  public replicateExisting(): void {
    for (const { name } of this.simulator.snapshot().buckets) {
      for (const destination of this.destinationsOf(name)) {
        for (const [key, value] of this.in(name)) this.in(destination).set(key, value);
      }
    }
  }

  private in(bucket: string): Map<string, string> {
    if (this.simulator.buckets.get(bucket) === undefined) throw new Error(`NoSuchBucket: ${bucket}`);
    const found = this.objects.get(bucket) ?? new Map<string, string>();
    this.objects.set(bucket, found);
    return found;
  }

  private destinationsOf(bucket: string): string[] {
    const replication = this.simulator.snapshot().buckets.find(({ name }) => name === bucket)?.replication;
    return (replication?.Rules ?? []).map((rule) => rule.Destination.Bucket.replace('arn:aws:s3:::', ''));
  }

  /** Returns the closest active member. */
  private route(alias: string, closeness: readonly string[]): string {
    const { at, accessPoints } = this.simulator.snapshot();
    const accessPoint = accessPoints.find((one: AccessPointSnapshot) => one.alias === alias && one.status === 'READY');
    if (accessPoint === undefined) throw new Error(`NoSuchMultiRegionAccessPoint: ${alias}`);
    const active = activeRegionsAt(accessPoint.routes, at);
    const region = closeness.find((one) => active.includes(one))!;
    return accessPoint.regions.find((member) => member.Region === region)!.Bucket;
  }
}
