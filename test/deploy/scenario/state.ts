import { type Simulator } from '../../../simulator';
import { type ReplicationConfiguration } from '../../../simulator/model/replication';

/** The state of a bucket. Comparisons omit fields that the backend cannot read. */
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

/** Access points and buckets by name. */
export interface State {
  readonly accessPoints: Readonly<Record<string, AccessPointState>>;
  readonly buckets: Readonly<Record<string, BucketState>>;
}

/** Converts a replication configuration of S3 to the properties of the custom resource. */
export function toReplicationState(configuration: ReplicationConfiguration | undefined): ReplicationState | undefined {
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
      ...(rule.Destination.EncryptionConfiguration && {
        ReplicaKmsKeyId: rule.Destination.EncryptionConfiguration.ReplicaKmsKeyID,
      }),
    })).sort((a, b) => (a.Id! < b.Id! ? -1 : 1)),
  };
}

/** Returns the state of all live access points by name. */
export function readAccessPointStates(simulator: Simulator): State['accessPoints'] {
  return Object.fromEntries(simulator.snapshot().accessPoints.map((accessPoint) => {
    const { name, status, regions, publicAccessBlock, policy, routes } = accessPoint;
    return [name, {
      status,
      members: regions.map(({ Region: region, Bucket: bucket }) => `${region} ${bucket}`).sort(),
      publicAccessBlock,
      policy: parseStatements(policy.established ?? policy.proposed),
      activeRegions: [...routes.at(-1)!.activeRegions].sort(),
    }];
  }));
}

function parseStatements(text: string | undefined): unknown {
  return text === undefined ? undefined : (JSON.parse(text) as { Statement: unknown }).Statement;
}
