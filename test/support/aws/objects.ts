import { Readable } from 'node:stream';
import { type Simulator } from '../../../simulator';
import { type ReplicationFilter } from '../../../simulator/model/replication';
import { response, s3Error, type WireRequest, type WireResponse, xml } from './wire';

interface Version {
  readonly id: string;
  readonly at: number;
  readonly locked?: boolean;
}

/**
 * The operations of S3 that the simulator does not have: objects, bucket policies, encryption and Object Lock.
 * Replicates objects by the live rules.
 */
export class Objects {
  /** The newest version by bucket and key. */
  public readonly versions = new Map<string, Map<string, Version>>();
  public readonly policies = new Map<string, string>();
  /** The default KMS key of each bucket. */
  public readonly keys = new Map<string, string>();
  /** The Object Lock configuration of buckets, as XML. A bucket with a default retention locks every new object. */
  public readonly locks = new Map<string, string>();
  /** Replication configurations as XML, for elements that the simulator does not have. */
  public readonly configurations = new Map<string, string>();
  /** The contents of objects that are read, by `bucket/key`. */
  public readonly contents = new Map<string, string>();
  /** Edges that do not replicate, as `source -> destination`. */
  public readonly stuck = new Set<string>();
  /** How many objects clients have put. */
  public puts = 0;

  constructor(private readonly simulator: Simulator, private readonly lagMs = 4_000) {}

  /** Returns undefined for operations of the simulator. */
  public answer({ method, path, query = {} }: WireRequest): WireResponse | undefined {
    const [bucket, ...rest] = path.slice(1).split('/');
    const key = decodeURIComponent(rest.join('/'));
    if ('policy' in query) return this.policy(bucket);
    if ('encryption' in query) return this.encryption(bucket);
    if (method === 'GET' && 'replication' in query && this.configurations.has(bucket)) {
      return xml('ReplicationConfiguration', this.configurations.get(bucket)!);
    }
    if ('object-lock' in query) return this.objectLock(bucket);
    if (query['list-type'] === '2') return this.list(bucket);
    const content = method === 'GET' ? this.contents.get(`${bucket}/${key}`) : undefined;
    if (content !== undefined) return { ...response(200), body: Readable.from([Buffer.from(content)]) };
    return key === '' ? undefined : this.object(method, bucket, key);
  }

  public in(bucket: string): Map<string, Version> {
    const found = this.versions.get(bucket) ?? new Map<string, Version>();
    this.versions.set(bucket, found);
    return found;
  }

  private policy(bucket: string): WireResponse {
    const policy = this.policies.get(bucket);
    return policy === undefined ? s3Error(404, 'NoSuchBucketPolicy') : response(200, policy);
  }

  private encryption(bucket: string): WireResponse {
    const key = this.keys.get(bucket);
    const by =
      key === undefined
        ? '<SSEAlgorithm>AES256</SSEAlgorithm>'
        : `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${key}</KMSMasterKeyID>`;
    return xml(
      'ServerSideEncryptionConfiguration',
      `<Rule><ApplyServerSideEncryptionByDefault>${by}</ApplyServerSideEncryptionByDefault></Rule>`,
    );
  }

  private objectLock(bucket: string): WireResponse {
    const configuration = this.locks.get(bucket);
    return configuration === undefined
      ? s3Error(404, 'ObjectLockConfigurationNotFoundError')
      : xml('ObjectLockConfiguration', `<ObjectLockEnabled>Enabled</ObjectLockEnabled>${configuration}`);
  }

  private list(bucket: string): WireResponse {
    const contents = [...this.in(bucket)].sort().map(([key, { at }]) =>
      `<Contents><Key>${key}</Key><LastModified>${new Date(at).toISOString()}</LastModified><Size>1</Size></Contents>`);
    return xml('ListBucketResult', `<Name>${bucket}</Name><IsTruncated>false</IsTruncated>${contents.join('')}`);
  }

  private object(method: string, bucket: string, key: string): WireResponse {
    if (method === 'PUT') return response(200, '', { 'x-amz-version-id': this.put(bucket, key).id, 'etag': '"e"' });
    if (method === 'DELETE') {
      if (this.in(bucket).get(key)?.locked) return s3Error(403, 'AccessDenied');
      this.in(bucket).delete(key);
      return response(204);
    }
    const found = this.in(bucket).get(key);
    return found === undefined ? response(404) : response(200, '', { 'x-amz-version-id': found.id });
  }

  private put(bucket: string, key: string): Version {
    const { clock } = this.simulator.settings;
    this.puts += 1;
    const version = { id: `version-${this.puts}`, at: clock.now(), locked: this.locksByDefault(bucket) };
    this.in(bucket).set(key, version);
    void clock.sleep!(this.lagMs).then(() => {
      for (const destination of this.destinationsOf(bucket, key)) {
        if (!this.stuck.has(`${bucket} -> ${destination}`)) this.addReplica(destination, key, version);
      }
    });
    return version;
  }

  /** A replica keeps the lock of its source. Without one, the default of the destination applies. */
  private addReplica(bucket: string, key: string, version: Version): void {
    this.in(bucket).set(key, { ...version, locked: version.locked || this.locksByDefault(bucket) });
  }

  private locksByDefault(bucket: string): boolean {
    return (this.locks.get(bucket) ?? '').includes('<DefaultRetention>');
  }

  private destinationsOf(bucket: string, key: string): string[] {
    const replication = this.simulator.snapshot().buckets.find(({ name }) => name === bucket)?.replication;
    return (replication?.Rules ?? []).filter(({ Filter: filter }) => selects(filter, key))
      .map((rule) => rule.Destination.Bucket.replace('arn:aws:s3:::', ''));
  }
}

/** Whether S3 replicates an object without tags. */
function selects(filter: ReplicationFilter = {}, key: string): boolean {
  const { Prefix: prefix, Tag: tag, And: and, Not: not } = filter;
  const excluded = [not, and?.Not].flatMap((part) => [part?.Prefix, ...part?.Or?.Prefixes ?? []]);
  return tag === undefined && (and?.Tags ?? []).length === 0 && key.startsWith(prefix ?? and?.Prefix ?? '')
    && !excluded.some((part) => part !== undefined && key.startsWith(part));
}
