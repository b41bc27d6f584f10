import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { resolvedOrUndefined } from '../../validation/tokens';
import { toS3ReplicationRule } from '../../wire/s3-replication-rule';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import { makeAccountPrincipal, makeKeyStatement, requestFromOwner } from '../buckets/owner-requirements';
import { addToBucketPolicy, addToResourcePolicy } from '../buckets/resource-policies';
import {
  getBucketConstruct, isForeignBucket, reflectBucket, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { type BucketEdge, listBuckets, makeObjectsArn, renderRule, type ReplicationConfig } from './replication-config';
import { ENCRYPT_REPLICA, makeReplicateActions, makeRoleStatements } from './role-statements';

/** Requests from the owners of destination buckets in other accounts that the replication role may write replicas. */
export function requestAccessToForeignDestinations(config: ReplicationConfig, role: iam.IRole): void {
  const { scope, edges } = config;
  const hasKnownArn = resolvedOrUndefined(role.roleArn) !== undefined;
  const principal = hasKnownArn ? { AWS: role.roleArn } : makeAccountPrincipal(scope);
  const ownEdges = edges.filter(({ source }) => !isForeignBucket(scope, source));
  const destinations = listBuckets(ownEdges, 'destination').filter((bucket) => isForeignBucket(scope, bucket));
  for (const destination of destinations) {
    requestFromOwner(scope, destination, {
      bucketPolicy: [makeReplicaStatement(config, destination, principal)],
      ...(isKmsEncrypted(destination) && { keyPolicy: [makeKeyStatement(destination, principal, ENCRYPT_REPLICA)] }),
    });
  }
}

/**
 * Requests replication roles and rules from the owners of source buckets in other accounts, and grants these roles
 * access to the destination buckets.
 */
export function connectForeignSources(config: ReplicationConfig): void {
  const { scope, edges } = config;
  for (const source of listBuckets(edges, 'source').filter((bucket) => isForeignBucket(scope, bucket))) {
    const outgoing = edges.filter((edge) => edge.source === source);
    requestReplicationFromOwner(config, source, outgoing);
    for (const { destination } of outgoing) grantReplicaAccess(config, source, destination);
  }
}

/** Makes the role ARN for a source bucket of another account. The name is fixed, so that policies can contain it. */
function makeSourceRoleArn(source: UnderlyingBucket): string {
  return `arn:aws:iam::${source.account}:role/${`s3-replication-${source.bucketName}`.slice(0, 64)}`;
}

/** Requests the role and the rules of a source bucket from its owner. */
function requestReplicationFromOwner(
  config: ReplicationConfig, source: UnderlyingBucket, outgoing: readonly BucketEdge[],
): void {
  const { scope } = config;
  const resolve = (value: unknown) => Stack.of(scope).resolve(value) as PolicyJson;
  const trust = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const statements = makeRoleStatements(config, outgoing).map((statement) => resolve(statement.toStatementJson()));
  const roleArn = makeSourceRoleArn(source);
  requestFromOwner(scope, source, {
    replicationRole: {
      Arn: roleArn,
      AssumeRolePolicyDocument: { Statement: [trust] },
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    },
    replication: {
      Role: roleArn,
      Rules: outgoing.map((edge) => toS3ReplicationRule(renderRule(config, edge))),
    },
  });
}

/** Grants the role of a source bucket in another account permission to write and encrypt replicas. */
function grantReplicaAccess(config: ReplicationConfig, source: UnderlyingBucket, destination: UnderlyingBucket): void {
  const principal = { AWS: `arn:aws:iam::${source.account}:root` };
  const limitToRole = (statement: PolicyJson): PolicyJson => ({
    ...statement,
    Condition: {
      ...statement.Condition as object, ArnEquals: { 'aws:PrincipalArn': makeSourceRoleArn(source) },
    },
  });
  const bucketPolicy = limitToRole(makeReplicaStatement(config, destination, principal));
  const keyPolicy = limitToRole(makeKeyStatement(destination, principal, ENCRYPT_REPLICA));
  const needsKey = isKmsEncrypted(source) && isKmsEncrypted(destination);
  const hasBucketPolicy = addToBucketPolicy(getBucketConstruct(destination), bucketPolicy);
  const hasKeyPolicy = !needsKey || addToResourcePolicy(reflectBucket(destination).encryptionKey, keyPolicy);
  if (hasBucketPolicy && hasKeyPolicy) return;
  requestFromOwner(config.scope, destination, {
    ...(!hasBucketPolicy && { bucketPolicy: [bucketPolicy] }),
    ...(!hasKeyPolicy && { keyPolicy: [keyPolicy] }),
  });
}

function makeReplicaStatement(
  config: ReplicationConfig, destination: UnderlyingBucket, principal: PolicyJson,
): PolicyJson {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: [...makeReplicateActions(config), 's3:ObjectOwnerOverrideToBucketOwner'],
    Resource: makeObjectsArn(config, destination),
  };
}
