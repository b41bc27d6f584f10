import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { MRAP765, MRAP775 } from '../checks/diagnostics/options';
import { MRAP413, MRAP416, MRAP426 } from '../checks/diagnostics/replication';
import { type Finding, FindingSeverity } from '../checks/finding';
import { checkAccountId, checkBucketName } from '../checks/members';
import { checkBuckets, checkOptions, checkRetention, type ReplicatedBucket } from '../checks/replicated-buckets';
import { checkGraph, type Directions, type Edge } from '../checks/replication-graph';
import { checkRules } from '../checks/replication-rules';
import { known } from '../synth/tokens';
import { endsOf, renderRule, type ReplicationPlan } from './replication-plan';

/** Whether buckets and topology make a graph at all; the other checks need one. */
export function checkShape(scope: IConstruct, buckets: readonly UnderlyingBucket[], directions: Directions): Finding[] {
  const unknown = buckets.filter((bucket) => known(bucket.region) === undefined);
  if (unknown.length > 0) return unknown.map((bucket) => MRAP765.find({ bucket: bucket._label() }));
  const sources = buckets.filter(({ region }) => directions.sources?.includes(region) ?? true);
  const foreignOnly = sources.length > 0 && sources.every((source) => source._isForeignTo(scope));
  return [
    ...buckets.flatMap((bucket) => checkBucketName(known(bucket.bucketName) ?? 'unknown')),
    ...buckets.flatMap((bucket) => (known(bucket.account) === undefined ? [] : checkAccountId(bucket._label(), bucket.account!))),
    ...(foreignOnly ? [MRAP775.find({ problem: 'every source belongs to another account', regions: buckets.map(({ region }) => region) })] : []),
    ...checkGraph(buckets.map((bucket) => ({ bucket: bucket._label(), region: bucket.region })), directions),
  ];
}

/** Everything that can be said of a replication when it is declared. */
export function checkPlan(plan: ReplicationPlan): Finding[] {
  const seen = new Map(endsOf(plan.edges, 'source').concat(endsOf(plan.edges, 'destination')).map((bucket) => [bucket, bucketSeen(plan.scope, bucket)]));
  const edges = plan.edges.map((edge): Edge<ReplicatedBucket> => ({ source: seen.get(edge.source)!, destination: seen.get(edge.destination)! }));
  return [
    ...checkBuckets(edges, plan.batch),
    ...checkRetention([...seen.values()], plan.bothWays),
    ...checkOptions({ ...plan, from: edges[0].source.bucket, to: edges[0].destination.bucket }),
    ...endsOf(plan.edges, 'source').flatMap((source) => checkRules(
      source._label(), plan.edges.filter((edge) => edge.source === source).map((edge) => renderRule(plan, edge))
        .map((rule) => ({ ...rule, Id: known(rule.Id), DestinationBucket: known(rule.DestinationBucket) })),
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
    keyArn: known(bucket._keyArnIn(scope)),
    made: bucket._resource() !== undefined,
    foreignAccount: bucket._isForeignTo(scope) ? bucket.account : undefined,
  };
}

/** Row C16. */
export function checkTrust(role: iam.IRole, plan: ReplicationPlan): Finding[] {
  const services = ['s3.amazonaws.com', ...(plan.batch ? ['batchoperations.s3.amazonaws.com'] : [])];
  const trust = (role as Partial<iam.Role>).assumeRolePolicy;
  if (trust === undefined) return services.map((service) => MRAP416.find({ service, unknown: true }, FindingSeverity.WARNING));
  const text = JSON.stringify(Stack.of(role).resolve(trust));
  return services.filter((service) => !text.includes(`"${service}"`)).map((service) => MRAP416.find({ service }));
}

/** Row C13, when the tree is complete: a bucket may get its encryption late, and its rules were written without it. */
export function checkLateEncryption(sources: readonly UnderlyingBucket[], encryptedBefore: ReadonlySet<UnderlyingBucket>): Finding[] {
  return sources.filter((source) => source._isEncrypted() && !encryptedBefore.has(source))
    .map((source) => MRAP413.find({ bucket: source._label() }));
}

/** Row C26, when the tree is complete: a bucket may get its rules late. */
export function checkOwnRules(buckets: readonly UnderlyingBucket[], writer: IConstruct): Finding[] {
  return buckets.filter((bucket) => bucket._resource()?.replicationConfiguration !== undefined)
    .map((bucket) => MRAP426.find({ bucket: bucket._label(), paths: [bucket._resource()!.node.path, writer.node.path] }));
}
