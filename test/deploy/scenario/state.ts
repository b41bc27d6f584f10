import { type ReplicationConfiguration } from '../../../simulator/model/replication';

/** The state of a bucket. Comparisons omit fields that the backend cannot read. */
export interface BucketState {
  readonly region: string;
  readonly versioning?: string;
  readonly publicAccessBlock?: object;
  /** The statements of the bucket policy. */
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
  /** The statements of the policy. */
  readonly policy: unknown;
  readonly activeRegions: readonly string[];
}

export interface RoleState {
  /** The service that can assume the role. */
  readonly service: string;
  /** The statements of its inline and managed policies. */
  readonly statements: readonly unknown[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface KeyState {
  readonly region: string;
  readonly statements: unknown;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LogGroupState {
  readonly retentionInDays?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Access points and buckets by name, and the other resources by stack and logical id. Generated ids are replaced by
 * labels.
 */
export interface State {
  readonly accessPoints: Readonly<Record<string, AccessPointState>>;
  readonly buckets: Readonly<Record<string, BucketState>>;
  readonly roles: Readonly<Record<string, RoleState>>;
  readonly keys: Readonly<Record<string, KeyState>>;
  readonly logGroups: Readonly<Record<string, LogGroupState>>;
}

/** Converts a replication configuration of S3 to a form without the elements that all rules have in common. */
export function toReplicationState(configuration: ReplicationConfiguration | undefined): ReplicationState | undefined {
  if (configuration === undefined) return undefined;
  return {
    role: configuration.Role,
    rules: configuration.Rules.map((rule) => ({
      id: rule.ID,
      status: rule.Status,
      priority: rule.Priority,
      destination: rule.Destination.Bucket,
      deleteMarkers: rule.DeleteMarkerReplication?.Status,
      replicaModifications: rule.SourceSelectionCriteria?.ReplicaModifications?.Status,
      metrics: rule.Destination.Metrics?.Status,
      timeControl: rule.Destination.ReplicationTime?.Status ?? 'Disabled',
      ...(rule.Destination.EncryptionConfiguration && {
        replicaKey: rule.Destination.EncryptionConfiguration.ReplicaKmsKeyID,
      }),
    })).sort((a, b) => (a.id! < b.id! ? -1 : 1)),
  };
}

export function parseStatements(text: string | undefined): unknown {
  return text === undefined ? undefined : (JSON.parse(text) as { Statement: unknown }).Statement;
}
