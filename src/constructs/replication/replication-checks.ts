import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { checkAccountId, checkBucketName } from '../../diagnostics/checks/members';
import { renderDefaultLock } from '../../diagnostics/checks/object-lock';
import {
  checkReplicatedBuckets, checkMultiRegionKeys, checkReplicationOptions, checkLockRetention, type ReplicatedBucket,
} from '../../diagnostics/checks/replicated-buckets';
import {
  checkReplicationGraph, type ReplicationDirections, type ReplicationEdge,
} from '../../diagnostics/checks/replication-graph';
import { checkReplicationRules } from '../../diagnostics/checks/replication-rules';
import {
  MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN, MRAP766_REPLICATION_ROLE_TOO_LARGE, MRAP775_TOPOLOGY_MISMATCH,
} from '../../diagnostics/definitions/options';
import {
  MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP416_REPLICATION_ROLE_TRUST, MRAP426_DUPLICATE_REPLICATION_WRITER,
} from '../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../diagnostics/finding';
import { SERVICE_LIMITS } from '../../facts/limits';
import { computeWorstCasePolicyLength } from '../../provider/policy-size';
import { toTextUnlessToken } from '../../validation/tokens';
import { findKeyArn, isKmsEncrypted } from '../buckets/bucket-keys';
import {
  checkEncryptionKey, hasObjectLock, isForeignBucket, makeBucketLabel, readBucketConstructProperties, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import {
  type BucketEdge, listBucketsOfEdges, renderReplicationRuleProperties, type ResolvedReplicationProps,
} from './replication-config';

/** Checks whether buckets and topology make up a graph. All other checks require a graph. */
export function checkReplicationShape(
  scope: IConstruct, buckets: readonly UnderlyingBucket[], directions: ReplicationDirections,
): Finding[] {
  const withoutRegion = buckets.filter((bucket) => toTextUnlessToken(bucket.region) === undefined);
  if (withoutRegion.length > 0) {
    return withoutRegion.map((bucket) =>
      MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN.create({ bucket: makeBucketLabel(bucket) }));
  }
  const nodes = buckets.map((bucket) => ({ bucket: makeBucketLabel(bucket), region: bucket.region }));
  return [
    ...buckets.flatMap((bucket) => checkBucketName(toTextUnlessToken(bucket.bucketName) ?? 'unknown')),
    ...buckets.flatMap(checkAccount),
    ...buckets.flatMap(checkEncryptionKey),
    ...checkSources(scope, buckets, directions),
    ...checkReplicationGraph(nodes, directions),
  ];
}

function checkAccount(bucket: UnderlyingBucket): Finding[] {
  const account = toTextUnlessToken(bucket.account);
  return account === undefined ? [] : checkAccountId(makeBucketLabel(bucket), account);
}

function checkSources(
  scope: IConstruct, buckets: readonly UnderlyingBucket[], directions: ReplicationDirections,
): Finding[] {
  const sources = buckets.filter(({ region }) => directions.sources?.includes(region) ?? true);
  const hasOwnSource = sources.some((source) => !isForeignBucket(scope, source));
  if (sources.length === 0 || hasOwnSource) return [];
  return [MRAP775_TOPOLOGY_MISMATCH.create({
    problem: 'every source belongs to another account', regions: buckets.map(({ region }) => region),
  })];
}

/** Runs all checks of a replication that are possible at its declaration. */
export function checkReplicationProps(config: ResolvedReplicationProps): Finding[] {
  const { edges } = config;
  const buckets = [...new Set([...listBucketsOfEdges(edges, 'source'), ...listBucketsOfEdges(edges, 'destination')])];
  const described = new Map(buckets.map((bucket) => [bucket, describeBucket(config.scope, bucket)]));
  const describedEdges = edges.map((edge): ReplicationEdge<ReplicatedBucket> =>
    ({ source: described.get(edge.source)!, destination: described.get(edge.destination)! }));
  const [{ source: { bucket: from }, destination: { bucket: to } }] = describedEdges;
  return [
    ...checkReplicatedBuckets(describedEdges, config.batch),
    ...checkLockRetention([...described.values()], config.bothWays),
    ...checkReplicationOptions({ ...config, from, to }),
    ...listBucketsOfEdges(edges, 'source').flatMap((source) =>
      checkRulesOfSource(config, source, edges.filter((edge) => edge.source === source))),
  ];
}

function checkRulesOfSource(
  config: ResolvedReplicationProps, source: UnderlyingBucket, edges: readonly BucketEdge[],
): Finding[] {
  const rules = edges.map((edge) => renderReplicationRuleProperties(config, edge)).map((rule) => ({
    ...rule, Id: toTextUnlessToken(rule.Id), DestinationBucket: toTextUnlessToken(rule.DestinationBucket),
  }));
  return checkReplicationRules(makeBucketLabel(source), rules);
}

const CREATED_KEY_KINDS = new Map<boolean | undefined, ReplicatedBucket['createdKey']>([
  [true, 'multi-Region'], [false, 'single-Region'],
]);

function describeBucket(scope: IConstruct, bucket: UnderlyingBucket): ReplicatedBucket {
  const reflection = readBucketConstructProperties(bucket);
  const { defaultLock } = reflection;
  const keyArn = findKeyArn(scope, bucket);
  return {
    bucket: makeBucketLabel(bucket),
    region: bucket.region,
    versioned: reflection.versioned,
    objectLock: hasObjectLock(bucket),
    retention: defaultLock && renderDefaultLock(defaultLock),
    encrypted: isKmsEncrypted(bucket),
    keyNamed: keyArn !== undefined,
    keyArn: toTextUnlessToken(keyArn),
    createdKey: CREATED_KEY_KINDS.get(reflection.createsMultiRegionKey),
    declared: reflection.resource !== undefined,
    foreignAccount: isForeignBucket(scope, bucket) ? bucket.account : undefined,
  };
}

/** Checks that S3 can assume a given role (MRAP416). The trust policy of an imported role is unknown. */
export function checkTrustOfReplicationRole(role: iam.IRole, config: ResolvedReplicationProps): Finding[] {
  const services = ['s3.amazonaws.com', ...(config.batch ? ['batchoperations.s3.amazonaws.com'] : [])];
  const trustPolicy = (role as Partial<iam.Role>).assumeRolePolicy;
  if (trustPolicy === undefined) {
    return services.map((service) =>
      MRAP416_REPLICATION_ROLE_TRUST.create({ service, unknown: true }, FindingSeverity.WARNING));
  }
  const text = JSON.stringify(Stack.of(role).resolve(trustPolicy));
  return services.filter((service) => !text.includes(`"${service}"`))
    .map((service) => MRAP416_REPLICATION_ROLE_TRUST.create({ service }));
}

/**
 * Checks the keys for the replication with the multi-Region key of the source (MRAP412). Runs on the complete tree, as
 * an override may change a key later.
 */
export function checkSourceMultiRegionKey(config: ResolvedReplicationProps): Finding[] {
  if (!config.sourceMultiRegionKey) return [];
  const buckets = [
    ...listBucketsOfEdges(config.edges, 'source'), ...listBucketsOfEdges(config.edges, 'destination'),
  ];
  return checkMultiRegionKeys([...new Set(buckets)].map((bucket) => describeBucket(config.scope, bucket)));
}

/** Finds sources that were encrypted after their rules were rendered (MRAP413). Runs on the complete tree. */
export function checkSourcesEncryptedAfterRules(
  sources: readonly UnderlyingBucket[], encryptedBefore: ReadonlySet<UnderlyingBucket>,
): Finding[] {
  return sources.filter((source) => isKmsEncrypted(source) && !encryptedBefore.has(source))
    .map((source) => MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED.create({ bucket: makeBucketLabel(source) }));
}

/** Finds buckets with their own replication rules (MRAP426). Runs on the complete tree, as rules may be added later. */
export function checkSourcesForOwnReplicationRules(
  buckets: readonly UnderlyingBucket[], writer: IConstruct,
): Finding[] {
  return buckets.flatMap((bucket) => {
    const { resource } = readBucketConstructProperties(bucket);
    return resource?.replicationConfiguration === undefined ? [] : [MRAP426_DUPLICATE_REPLICATION_WRITER.create({
      bucket: makeBucketLabel(bucket), paths: [resource.node.path, writer.node.path],
    })];
  });
}

/** Checks the size of the role's policy (MRAP766). Runs on the complete tree. */
export function checkReplicationRolePolicySize(replication: IConstruct, policy: iam.Policy): Finding[] {
  const characters = computeWorstCasePolicyLength(policy.stack.resolve(policy.document));
  const limit = SERVICE_LIMITS.ROLE_INLINE_POLICIES.value;
  if (characters <= limit) return [];
  return [MRAP766_REPLICATION_ROLE_TOO_LARGE.create({ replication: replication.node.path, characters, limit })];
}
