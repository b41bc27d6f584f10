import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type ReplicationEdge, makeEdges, replicationPriority } from '../../diagnostics/checks/replication-graph';
import { replicationRuleId, type ReplicationRuleProperties } from '../../wire/replication';
import { findKeyArn, isKmsEncrypted } from '../buckets/bucket-keys';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { allowsBatchReplication, ExistingObjects } from './existing-objects';
import { getDirections } from './replication-topology';

export type BucketEdge = ReplicationEdge<UnderlyingBucket>;

/** The properties of a replication with all defaults. */
export interface ReplicationConfig {
  readonly scope: IConstruct;
  readonly edges: readonly BucketEdge[];
  readonly bothWays: boolean;
  readonly deleteMarkers: boolean;
  readonly replicaModifications: boolean;
  readonly timeControl: boolean;
  readonly metrics: boolean;
  readonly prefix?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly storageClass?: string;
  readonly batch: boolean;
}

/** Applies the defaults to the properties of a replication. */
export function makeReplicationConfig(scope: IConstruct, props: CrossRegionReplicationProps): ReplicationConfig {
  const directions = getDirections(props.topology);
  const tags = Object.entries(props.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const bothWays = directions.sources === undefined;
  return {
    scope,
    edges: makeEdges(props.buckets, directions),
    bothWays,
    deleteMarkers: props.deleteMarkerReplication ?? tags.length === 0,
    replicaModifications: props.replicaModificationSync ?? bothWays,
    timeControl: props.replicationTimeControl ?? false,
    metrics: props.metrics ?? true,
    prefix: props.prefix,
    tags: tags.sort((a, b) => (a.Key < b.Key ? -1 : 1)),
    storageClass: props.storageClass?.value,
    batch: allowsBatchReplication(props.existingObjects ?? ExistingObjects.ignore()),
  };
}

/** Lists the buckets at one end of the edges, without duplicates, sorted by Region. */
export function listBuckets(edges: readonly BucketEdge[], end: keyof BucketEdge): UnderlyingBucket[] {
  return [...new Set(edges.map((edge) => edge[end]))].sort((a, b) => (a.region < b.region ? -1 : 1));
}

/** Renders the rule of one edge for the handler. */
export function renderRule(config: ReplicationConfig, { source, destination }: BucketEdge): ReplicationRuleProperties {
  const isForeign = crossesAccounts(config, { source, destination });
  return {
    Id: replicationRuleId(source.bucketName, destination.bucketName),
    Priority: replicationPriority(destination.region),
    DestinationBucket: destination.bucketName,
    DestinationAccount: isForeign ? findOwner(config, destination) : undefined,
    // Members enforce bucket owner ownership, so replicas must belong to the account of the destination.
    OwnerOverride: isForeign,
    Prefix: config.prefix,
    Tags: config.tags,
    DeleteMarkers: config.deleteMarkers,
    ReplicaModifications: config.replicaModifications,
    Metrics: config.metrics,
    TimeControl: config.timeControl,
    StorageClass: config.storageClass,
    ReplicaKmsKeyId: isKmsEncrypted(source) ? findKeyArn(config.scope, destination) : undefined,
  };
}

/** Returns whether the buckets of an edge belong to different accounts. */
export function crossesAccounts(config: ReplicationConfig, { source, destination }: BucketEdge): boolean {
  return findOwner(config, source) !== findOwner(config, destination);
}

function findOwner({ scope }: ReplicationConfig, bucket: UnderlyingBucket): string {
  return bucket.account ?? Stack.of(scope).account;
}

/**
 * Makes the ARN of the replicated objects of a bucket for policy statements.
 *
 * In a policy, `*`, `?` and `$` are special characters. The prefix contains them as policy variables.
 */
export function makeObjectsArn({ prefix = '' }: ReplicationConfig, { bucketArn }: UnderlyingBucket): string {
  const escaped = Token.isUnresolved(prefix) ? prefix : prefix.replace(/[*?$]/g, (sign) => `\${${sign}}`);
  return `${bucketArn}/${escaped}*`;
}
