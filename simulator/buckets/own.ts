import { type Versioning } from '../model/operations';
import { type ReplicationConfiguration } from '../model/replication';
import { type BucketDirectory } from './directory';

export interface OwnBucket {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly createdAt: number;
  versioning?: Versioning;
  /** What it replicates, and where to; the last one is in force. */
  readonly replication: ReplicationMoment[];
}

/** A replication configuration, or its absence, since a moment. */
export interface ReplicationMoment {
  readonly since: number;
  readonly configuration?: ReplicationConfiguration;
}

/** The buckets that the simulator has itself, made through its bucket operations or put there by a test. Names are global, as in S3. */
export class OwnBuckets implements BucketDirectory {
  private readonly byName = new Map<string, OwnBucket>();

  public add(name: string, region: string, accountId: string, createdAt = 0): OwnBucket {
    const bucket: OwnBucket = { name, region, accountId, createdAt, replication: [] };
    this.byName.set(name, bucket);
    return bucket;
  }

  public get(name: string): OwnBucket | undefined {
    return this.byName.get(name);
  }

  public remove(name: string): void {
    this.byName.delete(name);
  }

  /** All buckets, or those of one account, by name. */
  public list(accountId?: string): OwnBucket[] {
    return [...this.byName.values()]
      .filter((bucket) => accountId === undefined || bucket.accountId === accountId)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  public regionOf(bucket: string, accountId: string): string | undefined {
    const found = this.byName.get(bucket);
    return found?.accountId === accountId ? found.region : undefined;
  }
}
