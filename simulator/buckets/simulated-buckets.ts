import { type BucketVersioningStatus } from '../model/operations';
import { type ReplicationConfiguration } from '../model/replication';
import { BucketObjects } from '../objects/bucket-objects';
import { type BucketDirectory } from './bucket-directory';
import { DEFAULT_ENCRYPTION, type ObjectLockConfiguration, type ServerSideEncryptionRule } from './bucket-settings';

export interface SimulatedBucket {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly createdAt: number;
  versioning?: BucketVersioningStatus;
  hasObjectLock: boolean;
  /** Whether requesters pay. Requests of the owner need no header. */
  isRequesterPays: boolean;
  /** The bucket policy as text. */
  policy?: string;
  encryption: ServerSideEncryptionRule;
  /** The configuration of Object Lock, with the retention of new objects. */
  objectLock?: ObjectLockConfiguration;
  readonly objects: BucketObjects;
  /** All replication configurations of the bucket. The last one is in effect. */
  readonly replication: ReplicationRevision[];
}

/** A replication configuration, or its absence, from a point in time. */
export interface ReplicationRevision {
  readonly since: number;
  readonly configuration?: ReplicationConfiguration;
}

/**
 * The buckets of the simulator, which its bucket operations or tests create. Names are unique across accounts, as in
 * S3.
 */
export class SimulatedBuckets implements BucketDirectory {
  private readonly byName = new Map<string, SimulatedBucket>();

  public add(name: string, region: string, accountId: string, createdAt = 0): SimulatedBucket {
    const bucket: SimulatedBucket = {
      name,
      region,
      accountId,
      createdAt,
      hasObjectLock: false,
      isRequesterPays: false,
      encryption: DEFAULT_ENCRYPTION,
      objects: new BucketObjects(),
      replication: [],
    };
    this.byName.set(name, bucket);
    return bucket;
  }

  public get(name: string): SimulatedBucket | undefined {
    return this.byName.get(name);
  }

  public remove(name: string): void {
    this.byName.delete(name);
  }

  /** Lists all buckets, or the buckets of one account, by name. */
  public list(accountId?: string): SimulatedBucket[] {
    return [...this.byName.values()]
      .filter((bucket) => accountId === undefined || bucket.accountId === accountId)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  public findRegion(bucket: string, accountId: string): string | undefined {
    const found = this.byName.get(bucket);
    return found?.accountId === accountId ? found.region : undefined;
  }
}
