import { type Simulator } from '../../../simulator';
import { type ReplicationConfiguration } from '../../../simulator/model/replication';

/** What a bucket is like; a field that whoever plays cannot see is left out on both sides. */
export interface BucketState {
  readonly region: string;
  readonly versioning?: string;
  readonly publicAccessBlock?: object;
  readonly policy?: unknown;
  readonly replication?: ReplicationState;
}

export interface ReplicationState {
  readonly role: string;
  readonly rules: readonly object[];
}

export interface AccessPointState {
  readonly status: string;
  /** Region and name of each bucket. */
  readonly members: readonly string[];
  readonly publicAccessBlock: object;
  readonly policy: unknown;
  readonly activeRegions: readonly string[];
}

/** By name. */
export interface State {
  readonly accessPoints: Readonly<Record<string, AccessPointState>>;
  readonly buckets: Readonly<Record<string, BucketState>>;
}

/** A configuration in the words of the custom resource, read back from those of S3. */
export function replicationState(configuration: ReplicationConfiguration | undefined): ReplicationState | undefined {
  if (configuration === undefined) return undefined;
  const on = (status: string | undefined) => String(status === 'Enabled');
  return {
    role: configuration.Role,
    rules: configuration.Rules.map((rule) => ({
      Id: rule.ID,
      Priority: String(rule.Priority),
      DestinationBucket: rule.Destination.Bucket.replace('arn:aws:s3:::', ''),
      OwnerOverride: String(rule.Destination.AccessControlTranslation !== undefined),
      Tags: rule.Filter?.And?.Tags ?? [],
      DeleteMarkers: on(rule.DeleteMarkerReplication?.Status),
      ReplicaModifications: on(rule.SourceSelectionCriteria?.ReplicaModifications?.Status),
      Metrics: on(rule.Destination.Metrics?.Status),
      TimeControl: on(rule.Destination.ReplicationTime?.Status),
      ...(rule.Destination.EncryptionConfiguration && { ReplicaKmsKeyId: rule.Destination.EncryptionConfiguration.ReplicaKmsKeyID }),
    })).sort((a, b) => (a.Id! < b.Id! ? -1 : 1)),
  };
}

/** The live access points, as S3 Control has them. */
export function accessPointStates(simulator: Simulator): State['accessPoints'] {
  return Object.fromEntries(simulator.snapshot().accessPoints.map(({ name, status, regions, publicAccessBlock, policy, routes }) => [name, {
    status,
    members: regions.map(({ Region: region, Bucket: bucket }) => `${region} ${bucket}`).sort(),
    publicAccessBlock,
    policy: statementsOf(policy.established ?? policy.proposed),
    activeRegions: [...routes.at(-1)!.activeRegions].sort(),
  }]));
}

function statementsOf(text: string | undefined): unknown {
  return text === undefined ? undefined : (JSON.parse(text) as { Statement: unknown }).Statement;
}
