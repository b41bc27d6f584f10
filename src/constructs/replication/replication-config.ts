import { Stack, Token } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { type ReplicationEdge, makeEdges } from '../../diagnostics/checks/replication-graph';
import { replicationRuleId, type ReplicationRuleProperties, type TagProperties } from '../../wire/replication';
import { findKeyArn, isKmsEncrypted } from '../buckets/bucket-keys';
import { makeBucketLabel, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type DeclaredReplicationRule } from './replication-rule';
import { choosePriority } from './rule-priority';

/** A rule with all defaults. */
export interface ResolvedReplicationRule {
  /** Undefined for the default rule. */
  readonly id?: string;
  readonly priority?: number;
  /** All sources, sorted by Region. */
  readonly sources: readonly UnderlyingBucket[];
  /** All destinations, sorted by Region. */
  readonly destinations: readonly UnderlyingBucket[];
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
}

/** One source and one destination of a rule, for which the handler writes one rule of S3. */
export interface BucketEdge extends ReplicationEdge<UnderlyingBucket> {
  readonly rule: ResolvedReplicationRule;
}

/** The declaration of a replication with all defaults. */
export interface ResolvedReplicationProps {
  readonly scope: Construct;
  /** The buckets of the default rule. */
  readonly members: readonly UnderlyingBucket[];
  /** Whether S3 Batch Operations may use the role. */
  readonly batch: boolean;
  /** The edges of all rules. `addRule()` adds edges. */
  readonly edges: BucketEdge[];
}

/**
 * Applies the defaults to a rule, and lists its edges.
 *
 * @param known the buckets of the replication; several objects can describe the same bucket
 */
export function resolveReplicationRule(
  declared: DeclaredReplicationRule, members: readonly UnderlyingBucket[], known: readonly UnderlyingBucket[] = members,
): BucketEdge[] {
  const { id, priority, options, directions } = declared;
  const edges = makeRuleEdges(declared, members, known);
  const [tags, excludedTags] = [makeTags(options.tags), makeTags(options.excludedTags)];
  const bothWays = directions !== undefined && directions.sources === undefined;
  const rule: ResolvedReplicationRule = {
    id,
    priority,
    sources: listBucketsOfEdges(edges, 'source'),
    destinations: listBucketsOfEdges(edges, 'destination'),
    bothWays,
    deleteMarkers: options.deleteMarkerReplication ?? tags.length + excludedTags.length === 0,
    replicaModifications: options.replicaModificationSync ?? bothWays,
    timeControl: options.replicationTimeControl ?? false,
    metrics: options.metrics ?? true,
    // The empty prefix selects all objects, like no prefix.
    prefix: options.prefix === '' ? undefined : options.prefix,
    tags,
    excludedPrefixes: [...options.excludedPrefixes ?? []].sort(),
    excludedTags,
    sourceMultiRegionKey: options.sourceMultiRegionKey ?? false,
    storageClass: options.storageClass?.value,
  };
  return edges.map((edge) => ({ ...edge, rule }));
}

type Edge = ReplicationEdge<UnderlyingBucket>;

function makeRuleEdges(
  { directions, buckets }: DeclaredReplicationRule, members: readonly UnderlyingBucket[],
  known: readonly UnderlyingBucket[],
): Edge[] {
  const findKnown = (bucket: UnderlyingBucket) =>
    known.find(({ bucketName }) => bucketName === bucket.bucketName) ?? bucket;
  if (buckets === undefined) return makeEdges(sortByRegion(members.map(findKnown)), directions ?? {});
  const destinations = sortByRegion(buckets.destinations.map(findKnown));
  return sortByRegion((buckets.sources ?? members).map(findKnown)).flatMap((source) =>
    destinations.filter((destination) => destination.bucketName !== source.bucketName)
      .map((destination) => ({ source, destination })));
}

function makeTags(tags: { [key: string]: string } = {}): TagProperties[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value })).sort((a, b) => (a.Key < b.Key ? -1 : 1));
}

/** Lists the buckets at one end of the edges, without duplicates, sorted by Region. */
export function listBucketsOfEdges(
  edges: readonly ReplicationEdge<UnderlyingBucket>[], end: keyof ReplicationEdge<UnderlyingBucket>,
): UnderlyingBucket[] {
  return sortByRegion([...new Set(edges.map((edge) => edge[end]))]);
}

/** Lists the sources and the destinations of the edges, without duplicates. */
export function listAllBucketsOfEdges(edges: readonly ReplicationEdge<UnderlyingBucket>[]): UnderlyingBucket[] {
  return [...new Set([...listBucketsOfEdges(edges, 'source'), ...listBucketsOfEdges(edges, 'destination')])];
}

/** Several buckets can be in one Region. */
function sortByRegion(buckets: readonly UnderlyingBucket[]): UnderlyingBucket[] {
  const makeSortKey = (bucket: UnderlyingBucket) => `${bucket.region} ${makeBucketLabel(bucket)}`;
  return [...buckets].sort((a, b) => (makeSortKey(a) < makeSortKey(b) ? -1 : 1));
}

/** Renders the rule of one edge for the handler. */
export function renderReplicationRuleProperties(
  { scope }: Pick<ResolvedReplicationProps, 'scope'>, { source, destination, rule }: BucketEdge,
): ReplicationRuleProperties {
  const isForeign = crossesAccounts(scope, { source, destination });
  const isEncrypted = isKmsEncrypted(source);
  return {
    Id: replicationRuleId(source.bucketName, destination.bucketName, rule.id),
    Priority: choosePriority(rule, destination),
    DestinationBucket: destination.bucketName,
    DestinationAccount: isForeign ? findOwner(scope, destination) : undefined,
    // Members enforce bucket owner ownership, so replicas must belong to the account of the destination.
    OwnerOverride: isForeign,
    Prefix: rule.prefix,
    Tags: rule.tags,
    // Absent if empty: another property would update the rules of every existing deployment.
    ExcludedPrefixes: rule.excludedPrefixes.length > 0 ? rule.excludedPrefixes : undefined,
    ExcludedTags: rule.excludedTags.length > 0 ? rule.excludedTags : undefined,
    DeleteMarkers: rule.deleteMarkers,
    ReplicaModifications: rule.replicaModifications,
    Metrics: rule.metrics,
    TimeControl: rule.timeControl,
    StorageClass: rule.storageClass,
    ReplicaKmsKeyId: isEncrypted && !rule.sourceMultiRegionKey ? findKeyArn(scope, destination) : undefined,
    SourceMultiRegionKey: isEncrypted && rule.sourceMultiRegionKey ? true : undefined,
  };
}

/** Returns whether the buckets of an edge belong to different accounts. */
export function crossesAccounts(
  scope: IConstruct, { source, destination }: ReplicationEdge<UnderlyingBucket>,
): boolean {
  return findOwner(scope, source) !== findOwner(scope, destination);
}

function findOwner(scope: IConstruct, bucket: UnderlyingBucket): string {
  return bucket.account ?? Stack.of(scope).account;
}

/**
 * Makes the ARN of the objects of a bucket that a rule replicates, for policy statements.
 *
 * In a policy, `*`, `?` and `$` are special characters. The prefix contains them as policy variables.
 */
export function makeObjectsArn(
  { prefix = '' }: Pick<ResolvedReplicationRule, 'prefix'>, { bucketArn }: UnderlyingBucket,
): string {
  const escaped = Token.isUnresolved(prefix) ? prefix : prefix.replace(/[*?$]/g, (sign) => `\${${sign}}`);
  return `${bucketArn}/${escaped}*`;
}
