import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { checkAccountId, checkBucketName } from '../../diagnostics/checks/members';
import { checkBuckets, checkOptions, checkRetention, type ReplicatedBucket } from '../../diagnostics/checks/replicated-buckets';
import { checkGraph, type ReplicationDirections, type ReplicationEdge } from '../../diagnostics/checks/replication-graph';
import { checkRules } from '../../diagnostics/checks/replication-rules';
import { MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN, MRAP775_TOPOLOGY_MISMATCH } from '../../diagnostics/definitions/options';
import { MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP416_REPLICATION_ROLE_TRUST, MRAP426_DUPLICATE_REPLICATION_WRITER } from '../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../diagnostics/finding';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { bucketsAt, renderRule, type ReplicationConfig } from './replication-config';

/** Whether buckets and topology make a graph at all; the other checks need one. */
export function checkShape(scope: IConstruct, buckets: readonly UnderlyingBucket[], directions: ReplicationDirections): Finding[] {
  const unknown = buckets.filter((bucket) => resolvedOrUndefined(bucket.region) === undefined);
  if (unknown.length > 0) return unknown.map((bucket) => MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN.create({ bucket: bucket._label() }));
  const sources = buckets.filter(({ region }) => directions.sources?.includes(region) ?? true);
  const foreignOnly = sources.length > 0 && sources.every((source) => source._isForeignTo(scope));
  return [
    ...buckets.flatMap((bucket) => checkBucketName(resolvedOrUndefined(bucket.bucketName) ?? 'unknown')),
    ...buckets.flatMap((bucket) => (resolvedOrUndefined(bucket.account) === undefined ? [] : checkAccountId(bucket._label(), bucket.account!))),
    ...(foreignOnly ? [MRAP775_TOPOLOGY_MISMATCH.create({ problem: 'every source belongs to another account', regions: buckets.map(({ region }) => region) })] : []),
    ...checkGraph(buckets.map((bucket) => ({ bucket: bucket._label(), region: bucket.region })), directions),
  ];
}

/** Everything that can be said of a replication when it is declared. */
export function checkPlan(plan: ReplicationConfig): Finding[] {
  const seen = new Map(bucketsAt(plan.edges, 'source').concat(bucketsAt(plan.edges, 'destination')).map((bucket) => [bucket, bucketSeen(plan.scope, bucket)]));
  const edges = plan.edges.map((edge): ReplicationEdge<ReplicatedBucket> => ({ source: seen.get(edge.source)!, destination: seen.get(edge.destination)! }));
  return [
    ...checkBuckets(edges, plan.batch),
    ...checkRetention([...seen.values()], plan.bothWays),
    ...checkOptions({ ...plan, from: edges[0].source.bucket, to: edges[0].destination.bucket }),
    ...bucketsAt(plan.edges, 'source').flatMap((source) => checkRules(
      source._label(), plan.edges.filter((edge) => edge.source === source).map((edge) => renderRule(plan, edge))
        .map((rule) => ({ ...rule, Id: resolvedOrUndefined(rule.Id), DestinationBucket: resolvedOrUndefined(rule.DestinationBucket) })),
    )),
  ];
}

function bucketSeen(scope: IConstruct, bucket: UnderlyingBucket): ReplicatedBucket {
  return {
    bucket: bucket._label(),
    region: bucket.region,
    versioned: bucket._versioned(),
    objectLock: bucket._objectLock(),
    retention: bucket._defaultRetention(),
    encrypted: bucket._isEncrypted(),
    keyNamed: bucket._keyArnIn(scope) !== undefined,
    keyArn: resolvedOrUndefined(bucket._keyArnIn(scope)),
    declared: bucket._resource() !== undefined,
    foreignAccount: bucket._isForeignTo(scope) ? bucket.account : undefined,
  };
}

/** Row C16. */
export function checkTrust(role: iam.IRole, plan: ReplicationConfig): Finding[] {
  const services = ['s3.amazonaws.com', ...(plan.batch ? ['batchoperations.s3.amazonaws.com'] : [])];
  const trust = (role as Partial<iam.Role>).assumeRolePolicy;
  if (trust === undefined) return services.map((service) => MRAP416_REPLICATION_ROLE_TRUST.create({ service, unknown: true }, FindingSeverity.WARNING));
  const text = JSON.stringify(Stack.of(role).resolve(trust));
  return services.filter((service) => !text.includes(`"${service}"`)).map((service) => MRAP416_REPLICATION_ROLE_TRUST.create({ service }));
}

/** Row C13, when the tree is complete: a bucket may get its encryption late, and its rules were written without it. */
export function checkLateEncryption(sources: readonly UnderlyingBucket[], encryptedBefore: ReadonlySet<UnderlyingBucket>): Finding[] {
  return sources.filter((source) => source._isEncrypted() && !encryptedBefore.has(source))
    .map((source) => MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED.create({ bucket: source._label() }));
}

/** Row C26, when the tree is complete: a bucket may get its rules late. */
export function checkOwnRules(buckets: readonly UnderlyingBucket[], writer: IConstruct): Finding[] {
  return buckets.filter((bucket) => bucket._resource()?.replicationConfiguration !== undefined)
    .map((bucket) => MRAP426_DUPLICATE_REPLICATION_WRITER.create({ bucket: bucket._label(), paths: [bucket._resource()!.node.path, writer.node.path] }));
}
