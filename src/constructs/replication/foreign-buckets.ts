import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { resolvedOrUndefined } from '../../validation/tokens';
import { toS3ReplicationRule } from '../../wire/s3-replication-rule';
import { accountPrincipal, requestBucketPolicyFromOwner, keyStatement } from '../buckets/owner-requirements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type BucketEdge, bucketsAt, objectsOf, renderRule, type ReplicationConfig } from './replication-config';
import { ENCRYPT_REPLICA, replicateActions, roleStatements } from './role-statements';

/** Asks the owners of buckets in other accounts for what only they can add, and lets their roles in to the buckets that are ours. */
export function collectOwnerRequirements(plan: ReplicationConfig, role: iam.IRole): void {
  const { scope, edges } = plan;
  const isForeign = (bucket: UnderlyingBucket) => bucket._isForeignTo(scope);
  const ours = resolvedOrUndefined(role.roleArn) === undefined ? accountPrincipal(scope) : { AWS: role.roleArn };
  for (const destination of bucketsAt(edges.filter(({ source }) => !isForeign(source)), 'destination').filter(isForeign)) {
    requestBucketPolicyFromOwner(scope, destination, {
      bucketPolicy: [replicaStatement(plan, destination, ours)],
      ...(destination._isEncrypted() && { keyPolicy: [keyStatement(destination, ours, ENCRYPT_REPLICA)] }),
    });
  }
  for (const source of bucketsAt(edges, 'source').filter(isForeign)) {
    const outgoing = edges.filter((edge) => edge.source === source);
    askToReplicate(plan, source, outgoing);
    for (const { destination } of outgoing) letIn(plan, source, destination);
  }
}

/** A name that its owner can give the role before anything else is there. */
function roleOf(source: UnderlyingBucket): string {
  return `arn:aws:iam::${source.account}:role/${`s3-replication-${source.bucketName}`.slice(0, 64)}`;
}

/** What a foreign bucket replicates its owner configures: the role, and the rules that name it. */
function askToReplicate(plan: ReplicationConfig, source: UnderlyingBucket, outgoing: readonly BucketEdge[]): void {
  const { scope } = plan;
  const resolve = (value: unknown) => Stack.of(scope).resolve(value) as PolicyJson;
  requestBucketPolicyFromOwner(scope, source, {
    replicationRole: {
      Arn: roleOf(source),
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      PolicyDocument: { Version: '2012-10-17', Statement: roleStatements(plan, outgoing).map((statement) => resolve(statement.toStatementJson())) },
    },
    replication: { Role: roleOf(source), Rules: outgoing.map((edge) => toS3ReplicationRule(renderRule(plan, edge))) },
  });
}

/** Lets the role of a foreign source write its replicas to a bucket, and encrypt them there. */
function letIn(plan: ReplicationConfig, source: UnderlyingBucket, destination: UnderlyingBucket): void {
  const { scope } = plan;
  const principal = { AWS: `arn:aws:iam::${source.account}:root` };
  const onlyRole = (statement: PolicyJson): PolicyJson => ({
    ...statement,
    Condition: { ...statement.Condition as object, ArnEquals: { 'aws:PrincipalArn': roleOf(source) } },
  });
  const bucketPolicy = onlyRole(replicaStatement(plan, destination, principal));
  const keyPolicy = onlyRole(keyStatement(destination, principal, ENCRYPT_REPLICA));
  const needsKey = source._isEncrypted() && destination._isEncrypted();
  const key = destination._ownKey();
  const added = {
    bucket: destination._construct !== undefined && add(iam.ResourceWithPolicies.of(destination._construct), bucketPolicy),
    key: !needsKey || (key !== undefined && add(key, keyPolicy)),
  };
  if (added.bucket && added.key) return;
  requestBucketPolicyFromOwner(scope, destination, { ...(!added.bucket && { bucketPolicy: [bucketPolicy] }), ...(!added.key && { keyPolicy: [keyPolicy] }) });
}

function add(holder: { addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult } | undefined, json: PolicyJson): boolean {
  return holder?.addToResourcePolicy(iam.PolicyStatement.fromJson(json)).statementAdded ?? false;
}

function replicaStatement(plan: ReplicationConfig, destination: UnderlyingBucket, principal: PolicyJson): PolicyJson {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: [...replicateActions(plan), 's3:ObjectOwnerOverrideToBucketOwner'],
    Resource: objectsOf(plan, destination),
  };
}
