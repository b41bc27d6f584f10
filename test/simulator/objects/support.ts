import { type ReplicationRule } from '../../../simulator/model/replication';
import { ACCOUNT, Bench } from '../support';

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/replication`;
export const NO_CHECKSUM = { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', value: 'AAAAAAAAAAA=' } as const;

type RuleOptions = Partial<Omit<ReplicationRule, 'Destination'>>;

/** A rule that copies everything, including delete markers and replica modifications. */
export function copyTo(bucket: string, options: RuleOptions = {}): ReplicationRule {
  return {
    ID: `to-${bucket}`,
    Priority: 1,
    Filter: {},
    Status: 'Enabled',
    DeleteMarkerReplication: { Status: 'Enabled' },
    SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } },
    Destination: { Bucket: `arn:aws:s3:::${bucket}` },
    ...options,
  };
}

/** A bench with versioned buckets, and short calls for objects. */
export class ObjectBench extends Bench {
  public async enableVersioning(...buckets: string[]): Promise<void> {
    for (const Bucket of buckets) {
      await this.call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    }
  }

  public async replicate(Bucket: string, ...Rules: ReplicationRule[]): Promise<void> {
    await this.call('PutBucketReplication', { Bucket, ReplicationConfiguration: { Role: ROLE, Rules } });
  }

  /** Replicates between the two members in both directions. */
  public async replicateBothWays(): Promise<void> {
    await this.enableVersioning('media-us', 'media-eu');
    await this.replicate('media-us', copyTo('media-eu'));
    await this.replicate('media-eu', copyTo('media-us'));
  }

  public async putObject(Bucket: string, Key: string, text: string, more: object = {}) {
    return this.call('PutObject', {
      Bucket, Key, Body: Buffer.from(text), Headers: {}, Checksum: NO_CHECKSUM, ...more,
    });
  }

  /** Returns the text of an object, or the code of the error. */
  public async read(Bucket: string, Key: string, more: object = {}): Promise<string> {
    return this.call('GetObject', { Bucket, Key, ...more }).then(
      ({ Body }) => Buffer.from(Body).toString(), (error: { code: string }) => error.code);
  }

  public async replicationStatus(Bucket: string, Key: string): Promise<string | undefined> {
    return (await this.call('HeadObject', { Bucket, Key })).ReplicationStatus;
  }
}

export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'no error', (error: { code: string }) => error.code);
}
