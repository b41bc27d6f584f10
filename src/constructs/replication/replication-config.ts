import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type ReplicationEdge, makeEdges, replicationPriority } from '../../diagnostics/checks/replication-graph';
import { replicationRuleId, type ReplicationRuleProperties } from '../../wire/replication';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { ExistingObjects } from './existing-objects';
import { ReplicationTopology } from './replication-topology';

export type BucketEdge = ReplicationEdge<UnderlyingBucket>;

/** A replication as declared, every default filled in. */
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

export function makeReplicationConfig(scope: IConstruct, props: CrossRegionReplicationProps): ReplicationConfig {
  const { _directions: directions } = props.topology ?? ReplicationTopology.twoWay();
  const tags = Object.entries(props.tags ?? {}).map(([Key, Value]) => ({ Key, Value })).sort((a, b) => (a.Key < b.Key ? -1 : 1));
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
    tags,
    storageClass: props.storageClass?.value,
    batch: (props.existingObjects ?? ExistingObjects.ignore())._batch,
  };
}

/** The buckets at one end of the edges, each once, by Region. */
export function bucketsAt(edges: readonly BucketEdge[], end: keyof BucketEdge): UnderlyingBucket[] {
  return [...new Set(edges.map((edge) => edge[end]))].sort((a, b) => (a.region < b.region ? -1 : 1));
}

/** The rule of one edge, as the handler takes it. What is absent has the meaning of its absence in the contract. */
export function renderRule(plan: ReplicationConfig, { source, destination }: BucketEdge): ReplicationRuleProperties {
  const foreign = crossesAccounts(plan, { source, destination });
  return {
    Id: replicationRuleId(source.bucketName, destination.bucketName),
    Priority: replicationPriority(destination.region),
    DestinationBucket: destination.bucketName,
    DestinationAccount: foreign ? ownerOf(plan, destination) : undefined,
    // The members of an access point enforce their owners; replicas in another account are that account's.
    OwnerOverride: foreign,
    Prefix: plan.prefix,
    Tags: plan.tags,
    DeleteMarkers: plan.deleteMarkers,
    ReplicaModifications: plan.replicaModifications,
    Metrics: plan.metrics,
    TimeControl: plan.timeControl,
    StorageClass: plan.storageClass,
    ReplicaKmsKeyId: source._isEncrypted() ? destination._keyArnIn(plan.scope) : undefined,
  };
}

/** Whether replicas of an edge come to belong to somebody else. */
export function crossesAccounts(plan: ReplicationConfig, { source, destination }: BucketEdge): boolean {
  return ownerOf(plan, source) !== ownerOf(plan, destination);
}

function ownerOf({ scope }: ReplicationConfig, bucket: UnderlyingBucket): string {
  return bucket.account ?? Stack.of(scope).account;
}

/** The objects of a bucket that are replicated, for a statement: what is a wildcard there, and is meant as it stands, is written as a variable. */
export function objectsOf(plan: ReplicationConfig, { bucketArn }: UnderlyingBucket): string {
  const { prefix = '' } = plan;
  const literal = Token.isUnresolved(prefix) ? prefix : prefix.replace(/[*?$]/g, (sign) => `\${${sign}}`);
  return `${bucketArn}/${literal}*`;
}
