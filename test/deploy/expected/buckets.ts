import { ACCOUNT } from '../emulator/ministack';
import { type BucketState, type ReplicationState } from '../scenario/state';
import { delegateToAccessPoints, deliverLogs, denyInsecureTransport } from './statements';

export const BLOCK_ALL = {
  BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
};

/** The priority of the rules towards a Region. It never changes, because it follows the list of Regions. */
const PRIORITIES: Readonly<Record<string, number>> = { 'us-east-1': 1000, 'ap-northeast-1': 1009, 'eu-west-1': 1012 };

/** Existing buckets, which no deployment of an access point changes. */
export function existingBuckets(regionsByName: Readonly<Record<string, string>>): Record<string, BucketState> {
  return Object.fromEntries(
    Object.entries(regionsByName).map(([name, region]) => [name, { region, versioning: 'Enabled' }]),
  );
}

export interface ReplicatedBucketsOptions {
  /** The prefix of the names of buckets, which is also the name of the access point and of the keys. */
  readonly name: string;
  readonly regions: readonly string[];
  /** The ARN of the replication role. */
  readonly role: string;
  readonly isKmsEncrypted: boolean;
  readonly timeControl?: 'Enabled' | 'Disabled';
  /** The prefix of the server access logs; undefined without logs. */
  readonly logPrefix?: string;
}

/** The buckets of a replicated access point, with their log buckets. */
export function replicatedBuckets(options: ReplicatedBucketsOptions): Record<string, BucketState> {
  const { name, regions, logPrefix } = options;
  const buckets: Record<string, BucketState> = {};
  for (const region of regions) {
    const bucket = `${name}-${region}`;
    const base = { region, versioning: 'Enabled', publicAccessBlock: BLOCK_ALL };
    buckets[bucket] = {
      ...base,
      policy: [...denyInsecureTransport(bucket), delegateToAccessPoints(bucket)],
      replication: replicationFrom(bucket, region, options),
    };
    if (logPrefix !== undefined) {
      const logs = `${name}-logs-${region}`;
      buckets[logs] = { ...base, policy: [...denyInsecureTransport(logs), deliverLogs(logs, bucket, logPrefix)] };
    }
  }
  return buckets;
}

function replicationFrom(source: string, sourceRegion: string, options: ReplicatedBucketsOptions): ReplicationState {
  const { name, regions, role, isKmsEncrypted, timeControl = 'Disabled' } = options;
  const rules = regions.filter((region) => region !== sourceRegion).map((region) => ({
    id: `cdk-s3-mrap/${source}/${name}-${region}`,
    status: 'Enabled',
    priority: PRIORITIES[region],
    destination: `arn:aws:s3:::${name}-${region}`,
    deleteMarkers: 'Enabled',
    replicaModifications: 'Enabled',
    metrics: 'Enabled',
    timeControl,
    ...(isKmsEncrypted && { replicaKey: `arn:aws:kms:${region}:${ACCOUNT}:alias/${name}` }),
  }));
  return { role, rules };
}
