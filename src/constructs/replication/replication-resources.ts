import * as iam from 'aws-cdk-lib/aws-iam';
import { CustomResource, Duration, PhysicalName } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { makeReplicationPermissions } from '../../provider/handler-permissions';
import { findOrCreateStackProvider } from '../../provider/multi-region-access-point-handlers';
import { makeReplicationRolePath, makeReplicationRolesArn } from '../../provider/replication-role-path';
import { registerReplicationWriter } from '../../validation/construct-registry';
import { REPLICATION_TYPE } from '../../wire/resource-types';
import { getBucketConstruct, makeBucketLabel } from '../buckets/underlying-bucket';
import {
  type BucketEdge, listBucketsOfEdges, renderReplicationRuleProperties, type ResolvedReplicationProps,
} from './replication-config';
import { suppressReplicationFindings } from './replication-nag-suppressions';
import { makeRoleStatements } from './role-statements';

/**
 * The handler writes, verifies and restores the rules within five minutes. In a rollback, it first waits up to five
 * minutes for the previous invocation.
 */
const SERVICE_TIMEOUT = Duration.minutes(10);

/** The resources of the rules of all source buckets of one account. */
export interface ReplicationResources {
  readonly role: iam.IRole;
  readonly policy: iam.Policy;
  readonly rules: readonly CustomResource[];
}

/** Creates the role for a replication. S3 assumes it in the account of the source buckets. */
export function createReplicationRole(scope: Construct, { batch }: ResolvedReplicationProps): iam.Role {
  const s3 = new iam.ServicePrincipal('s3.amazonaws.com');
  const batchOperations = new iam.ServicePrincipal('batchoperations.s3.amazonaws.com');
  // No condition on aws:SourceAccount: AWS does not document that S3 sends it for replications.
  return new iam.Role(scope, 'Role', {
    // The policy of a bucket in another account contains the name.
    roleName: PhysicalName.GENERATE_IF_NEEDED,
    path: makeReplicationRolePath(scope),
    assumedBy: batch ? new iam.CompositePrincipal(s3, batchOperations) : s3,
  });
}

/**
 * Creates the permissions of a role, and a custom resource with the rules of each source bucket, in the stack of
 * `scope`.
 *
 * @param edges edges whose sources belong to the account of that stack
 * @param givenRole the role that the user gave, instead of a new one
 */
export function createReplicationResources(
  scope: Construct,
  { config, edges, givenRole }: {
    config: ResolvedReplicationProps; edges: readonly BucketEdge[]; givenRole?: iam.IRole;
  },
): ReplicationResources {
  const role = givenRole ?? createReplicationRole(scope, config);
  const policy = new iam.Policy(scope, 'Policy', { statements: makeRoleStatements(config, edges), roles: [role] });
  const sources = listBucketsOfEdges(edges, 'source');
  suppressReplicationFindings(policy, sources);
  // S3 rejects a rule whose destination does not exist.
  const buckets = [...sources, ...listBucketsOfEdges(edges, 'destination')];
  for (const bucket of new Set(buckets.map(getBucketConstruct))) if (bucket) policy.node.addDependency(bucket);

  const provider = findOrCreateStackProvider(scope).findOrCreate();
  const rules = sources.map((source) => {
    const resource = new CustomResource(scope, `Rules${source.region}`, {
      serviceToken: provider.serviceToken,
      resourceType: REPLICATION_TYPE,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        Bucket: source.bucketName,
        Region: source.region,
        Role: role.roleArn,
        RoleOrigin: givenRole ? 'given' : 'created',
        Rules: edges.filter((edge) => edge.source === source)
          .map((edge) => renderReplicationRuleProperties(config, edge)),
      },
    });
    resource.node.addDependency(policy);
    registerReplicationWriter(scope, { bucket: makeBucketLabel(source), path: scope.node.path });
    return resource;
  });
  provider.allow(scope, rules, makeReplicationPermissions(scope, {
    sourceArns: sources.map((source) => source.bucketArn),
    roleArn: givenRole?.roleArn ?? makeReplicationRolesArn(scope),
  }));
  return { role, policy, rules };
}
