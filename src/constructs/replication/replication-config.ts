import { Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type ReplicationEdge, makeEdges, replicationPriority } from '../../diagnostics/checks/replication-graph';
import { replicationRuleId, type ReplicationRuleProperties, type TagProperties } from '../../wire/replication';
import { findKeyArn, isKmsEncrypted } from '../buckets/bucket-keys';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { usesBatchReplication, ExistingObjects } from './existing-objects';
import { getReplicationDirections } from './replication-topology';

export type BucketEdge = ReplicationEdge<UnderlyingBucket>;

/** The properties of a replication with all defaults. */
export interface ResolvedReplicationProps {
  readonly scope: Construct;
  readonly edges: readonly BucketEdge[];
  readonly bothWays: boolean;
  readonly deleteMarkers: boolean;
  readonly replicaModifications: boolean;
  readonly timeControl: boolean;
  readonly metrics: boolean;
  readonly prefix?: string;
  readonly tags: readonly TagProperties[];
  readonly excludedPrefixes: readonly string[];
  readonly excludedTags: readonly TagProperties[];
  readonly sourceMultiRegionKey: boolean;
  readonly storageClass?: string;
  readonly batch: boolean;
}

/** Applies the defaults to the properties of a replication. */
export function resolveReplicationProps(
  scope: Construct, props: CrossRegionReplicationProps,
): ResolvedReplicationProps {
  const directions = getReplicationDirections(props.topology);
  const [tags, excludedTags] = [makeTags(props.tags), makeTags(props.excludedTags)];
  const bothWays = directions.sources === undefined;
  return {
    scope,
    edges: makeEdges(props.buckets, directions),
    bothWays,
    deleteMarkers: props.deleteMarkerReplication ?? tags.length + excludedTags.length === 0,
    replicaModifications: props.replicaModificationSync ?? bothWays,
    timeControl: props.replicationTimeControl ?? false,
    metrics: props.metrics ?? true,
    prefix: props.prefix,
    tags,
    excludedPrefixes: [...props.excludedPrefixes ?? []].sort(),
    excludedTags,
    sourceMultiRegionKey: props.sourceMultiRegionKey ?? false,
    storageClass: props.storageClass?.value,
    batch: usesBatchReplication(props.existingObjects ?? ExistingObjects.ignore()),
  };
}

function makeTags(tags: { [key: string]: string } = {}): TagProperties[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value })).sort((a, b) => (a.Key < b.Key ? -1 : 1));
}

/** Lists the buckets at one end of the edges, without duplicates, sorted by Region. */
export function listBucketsOfEdges(edges: readonly BucketEdge[], end: keyof BucketEdge): UnderlyingBucket[] {
  return [...new Set(edges.map((edge) => edge[end]))].sort((a, b) => (a.region < b.region ? -1 : 1));
}

/** Renders the rule of one edge for the handler. */
export function renderReplicationRuleProperties(
  config: ResolvedReplicationProps, { source, destination }: BucketEdge,
): ReplicationRuleProperties {
  const isForeign = crossesAccounts(config, { source, destination });
  const isEncrypted = isKmsEncrypted(source);
  return {
    Id: replicationRuleId(source.bucketName, destination.bucketName),
    Priority: replicationPriority(destination.region),
    DestinationBucket: destination.bucketName,
    DestinationAccount: isForeign ? findOwner(config, destination) : undefined,
    // Members enforce bucket owner ownership, so replicas must belong to the account of the destination.
    OwnerOverride: isForeign,
    Prefix: config.prefix,
    Tags: config.tags,
    // Absent if empty: another property would update the rules of every existing deployment.
    ExcludedPrefixes: config.excludedPrefixes.length > 0 ? config.excludedPrefixes : undefined,
    ExcludedTags: config.excludedTags.length > 0 ? config.excludedTags : undefined,
    DeleteMarkers: config.deleteMarkers,
    ReplicaModifications: config.replicaModifications,
    Metrics: config.metrics,
    TimeControl: config.timeControl,
    StorageClass: config.storageClass,
    ReplicaKmsKeyId: isEncrypted && !config.sourceMultiRegionKey ? findKeyArn(config.scope, destination) : undefined,
    SourceMultiRegionKey: isEncrypted && config.sourceMultiRegionKey ? true : undefined,
  };
}

/** Returns whether the buckets of an edge belong to different accounts. */
export function crossesAccounts(config: ResolvedReplicationProps, { source, destination }: BucketEdge): boolean {
  return findOwner(config, source) !== findOwner(config, destination);
}

function findOwner({ scope }: ResolvedReplicationProps, bucket: UnderlyingBucket): string {
  return bucket.account ?? Stack.of(scope).account;
}

/**
 * Makes the ARN of the replicated objects of a bucket for policy statements.
 *
 * In a policy, `*`, `?` and `$` are special characters. The prefix contains them as policy variables.
 */
export function makeObjectsArn({ prefix = '' }: ResolvedReplicationProps, { bucketArn }: UnderlyingBucket): string {
  const escaped = Token.isUnresolved(prefix) ? prefix : prefix.replace(/[*?$]/g, (sign) => `\${${sign}}`);
  return `${bucketArn}/${escaped}*`;
}
