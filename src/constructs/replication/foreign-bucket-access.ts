import type * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { toTextUnlessToken } from '../../validation/tokens';
import { toS3ReplicationRule } from '../../wire/s3-replication-rule';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import { belongsKeyToOwnerOfBucket, requestKeysOfThirdAccounts, usesAwsManagedKey } from '../buckets/key-owners';
import {
  makeAccountPrincipal, makeKeyStatement, requestStatementsFromBucketOwner,
} from '../buckets/owner-requirements';
import { addToBucketPolicy, addToResourcePolicy } from '../buckets/resource-policies';
import { createRegionalStack } from '../buckets/support-stack';
import {
  getBucketConstruct, isForeignBucket, readBucketConstructProperties, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import {
  type BucketEdge, crossesAccounts, listBucketsOfEdges, makeObjectsArn, renderReplicationRuleProperties,
  type ResolvedReplicationProps,
} from './replication-config';
import { ReplicationResources } from './replication-resources';
import { REPLICA_KMS_ENCRYPT_ACTIONS, makeReplicateActions, makeRoleStatements } from './role-statements';

/**
 * Allows the replication role to write replicas to destination buckets in other accounts: in the policies of constructs
 * of this application, or else by a request to the owner.
 */
export function allowForeignDestinations(scope: IConstruct, edges: readonly BucketEdge[], role: iam.IRole): void {
  const hasKnownArn = toTextUnlessToken(role.roleArn) !== undefined;
  const principal = hasKnownArn ? { AWS: role.roleArn } : makeAccountPrincipal(scope);
  const ownEdges = edges.filter(({ source }) => !isForeignBucket(scope, source));
  const destinations = listBucketsOfEdges(ownEdges, 'destination').filter((bucket) => isForeignBucket(scope, bucket));
  for (const destination of destinations) {
    const bucketPolicy = makeReplicaStatements(ownEdges, destination, principal);
    const keyPolicy = makeKeyStatement(destination, principal, REPLICA_KMS_ENCRYPT_ACTIONS);
    // The account exists before its role, so the stack of the destination can be deployed first.
    const limit = (statement: PolicyJson) =>
      limitToRole({ ...statement, Principal: makeAccountPrincipal(scope) }, role.roleArn);
    const hasBucketPolicy = addAllToBucketPolicy(destination, bucketPolicy.map(limit));
    const hasKeyPolicy = !needsStatementInKeyPolicy(scope, destination)
      || addToResourcePolicy(readBucketConstructProperties(destination).encryptionKey, limit(keyPolicy));
    if (hasBucketPolicy && hasKeyPolicy) continue;
    requestStatementsFromBucketOwner(scope, destination, {
      ...(!hasBucketPolicy && { bucketPolicy }),
      ...(!hasKeyPolicy && { keyPolicy: [keyPolicy] }),
    });
  }
  requestKeysForRole(scope, ownEdges, Stack.of(scope).account, (statement) => ({ ...statement, Principal: principal }));
}

/** Requests permission to use the keys that belong neither to the account of a role nor to that of the bucket. */
function requestKeysForRole(
  scope: IConstruct, edges: readonly BucketEdge[], roleAccount: string, limit: (statement: PolicyJson) => PolicyJson,
): void {
  const account = toTextUnlessToken(roleAccount);
  for (const source of listBucketsOfEdges(edges, 'source')) {
    requestKeysOfThirdAccounts(scope, source, { account, actions: ['kms:Decrypt'], previous: true, limit });
  }
  for (const destination of listBucketsOfEdges(edges, 'destination')) {
    requestKeysOfThirdAccounts(
      scope, destination, { account, actions: REPLICA_KMS_ENCRYPT_ACTIONS, previous: false, limit },
    );
  }
}

/**
 * Replicates from source buckets in other accounts. The resources of buckets of this application are in a stack of
 * their account. The owners of other buckets receive the roles and rules as a request. Both roles get access to the
 * destination buckets.
 *
 * @param edges the new edges of the replication
 * @param resources the resources of other accounts by account, to which new ones are added
 */
export function connectForeignSources(
  config: ResolvedReplicationProps, edges: readonly BucketEdge[], resources: Map<string, ReplicationResources>,
): void {
  const { scope } = config;
  const foreign = edges.filter(({ source }) => isForeignBucket(scope, source));
  const [created, requested] = [true, false]
    .map((isCreated) => foreign.filter(({ source }) => isCreatedByApplication(source) === isCreated));
  for (const source of listBucketsOfEdges(requested, 'source')) {
    const outgoing = requested.filter((edge) => edge.source === source);
    requestReplicationFromOwner(config, source);
    const roleArn = makeSourceRoleArn(source);
    grantReplicaAccesses(scope, outgoing, roleArn);
    requestKeysForForeignRole(scope, outgoing, source.account!, roleArn);
  }
  for (const account of [...new Set(created.map(({ source }) => source.account!))].sort()) {
    const outgoing = created.filter(({ source }) => source.account === account);
    const known = resources.get(account);
    known?.add(outgoing);
    const { role } = known ?? createResources(config, account, outgoing, resources);
    grantReplicaAccesses(scope, outgoing.filter((edge) => crossesAccounts(scope, edge)), role.roleArn);
    requestKeysForForeignRole(scope, outgoing, account, role.roleArn);
  }
}

function requestKeysForForeignRole(
  scope: IConstruct, edges: readonly BucketEdge[], account: string, roleArn: string,
): void {
  requestKeysForRole(scope, edges, account, (statement) =>
    limitToRole({ ...statement, Principal: makeRootPrincipal(account) }, roleArn));
}

function createResources(
  config: ResolvedReplicationProps, account: string, edges: readonly BucketEdge[],
  resources: Map<string, ReplicationResources>,
): ReplicationResources {
  const created = new ReplicationResources(createReplicationStack(config, account, edges), config, edges);
  resources.set(account, created);
  return created;
}

/** Whether the bucket is a resource of this application, so that rules can be written in its account. */
function isCreatedByApplication(bucket: UnderlyingBucket): boolean {
  const { resource } = readBucketConstructProperties(bucket);
  return resource !== undefined && resource.stack.account === bucket.account;
}

/**
 * Creates the stack with the rules of source buckets in another account. S3 rejects rules before the destination
 * buckets exist, so the stack is deployed after the home stack.
 */
function createReplicationStack(
  { scope }: ResolvedReplicationProps, account: string, edges: readonly BucketEdge[],
): Construct {
  const [{ region }] = listBucketsOfEdges(edges, 'source');
  return createRegionalStack(scope, {
    id: `Account${account}`,
    region,
    account,
    infix: `replication-${scope.node.addr.slice(-8)}`,
    describe: (home) => `Replication rules of stack ${home} for buckets of account ${account}`,
  });
}

/** Makes the role ARN for a source bucket of another account. The name is fixed, so that policies can contain it. */
function makeSourceRoleArn(source: UnderlyingBucket): string {
  return `arn:aws:iam::${source.account}:role/${`s3-replication-${source.bucketName}`.slice(0, 64)}`;
}

/**
 * Requests the role and the rules of a source bucket from its owner. The request contains all rules of the bucket, also
 * rules that are added later.
 */
function requestReplicationFromOwner(config: ResolvedReplicationProps, source: UnderlyingBucket): void {
  const { scope } = config;
  const listOutgoing = () => config.edges.filter((edge) => edge.source === source);
  const resolve = (value: unknown) => Stack.of(scope).resolve(value) as PolicyJson;
  const trust = { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const roleArn = makeSourceRoleArn(source);
  requestStatementsFromBucketOwner(scope, source, {
    replicationRole: {
      Arn: roleArn,
      AssumeRolePolicyDocument: { Statement: [trust] },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: Lazy.any({
          produce: () => makeRoleStatements(config, listOutgoing())
            .map((statement) => resolve(statement.toStatementJson())),
        }),
      },
    },
    replication: {
      Role: roleArn,
      Rules: Lazy.any({
        produce: () => listOutgoing().map((edge) =>
          toS3ReplicationRule(renderReplicationRuleProperties(config, edge))),
      }),
    },
  });
}

function grantReplicaAccesses(scope: IConstruct, edges: readonly BucketEdge[], roleArn: string): void {
  for (const source of listBucketsOfEdges(edges, 'source')) {
    const outgoing = edges.filter((edge) => edge.source === source);
    for (const destination of listBucketsOfEdges(outgoing, 'destination')) {
      grantReplicaAccess(scope, outgoing, { source, destination }, roleArn);
    }
  }
}

/** Grants the role of a source bucket in another account permission to write and encrypt replicas. */
function grantReplicaAccess(
  scope: IConstruct, edges: readonly BucketEdge[], { source, destination }: Pick<BucketEdge, 'source' | 'destination'>,
  roleArn: string,
): void {
  const principal = makeRootPrincipal(source.account!);
  const bucketPolicy = makeReplicaStatements(edges, destination, principal)
    .map((statement) => limitToRole(statement, roleArn));
  const keyPolicy = limitToRole(makeKeyStatement(destination, principal, REPLICA_KMS_ENCRYPT_ACTIONS), roleArn);
  const needsKey = isKmsEncrypted(source) && needsStatementInKeyPolicy(scope, destination);
  const hasBucketPolicy = addAllToBucketPolicy(destination, bucketPolicy);
  const hasKeyPolicy = !needsKey
    || addToResourcePolicy(readBucketConstructProperties(destination).encryptionKey, keyPolicy);
  if (hasBucketPolicy && hasKeyPolicy) return;
  requestStatementsFromBucketOwner(scope, destination, {
    ...(!hasBucketPolicy && { bucketPolicy }),
    ...(!hasKeyPolicy && { keyPolicy: [keyPolicy] }),
  });
}

/** The policy of an AWS managed key cannot be changed, which MRAP414 reports. */
function needsStatementInKeyPolicy(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  return isKmsEncrypted(bucket) && belongsKeyToOwnerOfBucket(scope, bucket) && !usesAwsManagedKey(scope, bucket);
}

function addAllToBucketPolicy(bucket: UnderlyingBucket, statements: readonly PolicyJson[]): boolean {
  return statements.map((statement) => addToBucketPolicy(getBucketConstruct(bucket), statement)).every(Boolean);
}

function makeRootPrincipal(account: string): PolicyJson {
  return { AWS: `arn:aws:iam::${account}:root` };
}

/** Limits a statement for an account to one of its roles. S3 and KMS refuse a role that does not exist as principal. */
function limitToRole(statement: PolicyJson, roleArn: string): PolicyJson {
  return {
    ...statement,
    Condition: { ...statement.Condition as object, ArnEquals: { 'aws:PrincipalArn': roleArn } },
  };
}

/** Makes the statements that let a role replicate to a bucket, one for each kind of rule. */
function makeReplicaStatements(
  edges: readonly BucketEdge[], destination: UnderlyingBucket, principal: PolicyJson,
): PolicyJson[] {
  const statements = edges.filter((edge) => edge.destination === destination).map(({ rule }) => ({
    Effect: 'Allow',
    Principal: principal,
    Action: [...makeReplicateActions(rule), 's3:ObjectOwnerOverrideToBucketOwner'],
    Resource: makeObjectsArn(rule, destination),
  }));
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}
