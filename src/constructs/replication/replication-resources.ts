import * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, CustomResource, Duration, Lazy, PhysicalName } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { makeReplicationPermissions } from '../../provider/handler-permissions';
import { findOrCreateStackProvider } from '../../provider/multi-region-access-point-handlers';
import { makeReplicationRolePath, makeReplicationRolesArn } from '../../provider/replication-role-path';
import { registerReplicationWriter } from '../../validation/construct-registry';
import { toTextUnlessToken } from '../../validation/tokens';
import { type ReplicationRuleProperties } from '../../wire/replication';
import { REPLICATION_TYPE } from '../../wire/resource-types';
import {
  getBucketConstruct, isForeignBucket, makeBucketLabel, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import {
  type BucketEdge, listAllBucketsOfEdges, listBucketsOfEdges, renderReplicationRuleProperties,
  type ResolvedReplicationProps,
} from './replication-config';
import { suppressReplicationFindings } from './replication-nag-suppressions';
import { makeRoleStatements } from './role-statements';

/**
 * The handler writes, verifies and restores the rules within five minutes. In a rollback, it first waits up to five
 * minutes for the previous invocation.
 */
const SERVICE_TIMEOUT = Duration.minutes(10);

/**
 * The role of the source buckets of one account, its permissions, and a custom resource with the rules of each source
 * bucket, in the stack of `scope`.
 */
export class ReplicationResources {
  public readonly role: iam.IRole;
  public readonly policy: iam.Policy;
  private readonly edges: BucketEdge[];
  private readonly createdRole?: iam.Role;
  /** The rendered rules of each source bucket. Rules that are added later are part of the custom resource. */
  private readonly rules = new Map<UnderlyingBucket, ReplicationRuleProperties[]>();
  private readonly customResources: CustomResource[] = [];

  /**
   * @param edges edges whose sources belong to the account of the stack of `scope`
   * @param givenRole the role that the user gave, instead of a new one
   */
  constructor(
    private readonly scope: Construct,
    private readonly config: ResolvedReplicationProps,
    edges: readonly BucketEdge[],
    private readonly givenRole?: iam.IRole,
  ) {
    if (givenRole === undefined) this.createdRole = this.createRole();
    this.role = givenRole ?? this.createdRole!;
    this.edges = [...edges];
    this.policy = new iam.Policy(scope, 'Policy', { statements: this.makeStatements(), roles: [this.role] });
    this.connect(edges);
  }

  /** The resources to which a removal policy applies. */
  public get resources(): CfnResource[] {
    return [...(this.createdRole === undefined ? [] : [this.createdRole]), this.policy, ...this.customResources]
      .map(({ node }) => node.defaultChild as CfnResource);
  }

  /** Adds the edges of another rule. */
  public add(edges: readonly BucketEdge[]): void {
    this.edges.push(...edges);
    const policy = this.policy.node.defaultChild as iam.CfnPolicy;
    policy.policyDocument = new iam.PolicyDocument({ statements: this.makeStatements() });
    this.connect(edges);
  }

  private makeStatements(): iam.PolicyStatement[] {
    return makeRoleStatements(this.config, this.edges);
  }

  private createRole(): iam.Role {
    const s3 = new iam.ServicePrincipal('s3.amazonaws.com');
    const batchOperations = new iam.ServicePrincipal('batchoperations.s3.amazonaws.com');
    // No condition on aws:SourceAccount: AWS does not document that S3 sends it for replications.
    return new iam.Role(this.scope, 'Role', {
      // The policy of a bucket in another account contains the name.
      roleName: PhysicalName.GENERATE_IF_NEEDED,
      path: makeReplicationRolePath(this.scope),
      assumedBy: this.config.batch ? new iam.CompositePrincipal(s3, batchOperations) : s3,
    });
  }

  private connect(edges: readonly BucketEdge[]): void {
    const sources = listBucketsOfEdges(edges, 'source');
    suppressReplicationFindings(this.policy, sources);
    // S3 rejects a rule whose destination does not exist.
    const constructs = new Set(listAllBucketsOfEdges(edges).map(getBucketConstruct));
    for (const bucket of constructs) if (bucket) this.policy.node.addDependency(bucket);
    const newSources = sources.filter((source) => !this.rules.has(source));
    if (newSources.length > 0) this.createRules(newSources);
    for (const edge of edges) {
      this.rules.get(edge.source)!.push(renderReplicationRuleProperties(this.config, edge));
    }
  }

  private createRules(sources: readonly UnderlyingBucket[]): void {
    const { scope, givenRole } = this;
    const provider = findOrCreateStackProvider(scope).findOrCreate();
    const created = sources.map((source) => this.createRulesOf(source, provider.serviceToken));
    this.customResources.push(...created);
    provider.allow(scope, created, makeReplicationPermissions(scope, {
      sourceArns: sources.map((source) => source.bucketArn),
      roleArn: givenRole?.roleArn ?? makeReplicationRolesArn(scope),
    }));
  }

  private createRulesOf(source: UnderlyingBucket, serviceToken: string): CustomResource {
    const rules: ReplicationRuleProperties[] = [];
    this.rules.set(source, rules);
    const resource = new CustomResource(this.scope, this.makeRulesId(source), {
      serviceToken,
      resourceType: REPLICATION_TYPE,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        Bucket: source.bucketName,
        Region: source.region,
        Role: this.role.roleArn,
        RoleOrigin: this.givenRole ? 'given' : 'created',
        Rules: Lazy.any({ produce: () => rules }),
      },
    });
    resource.node.addDependency(this.policy);
    this.registerWriter(source);
    return resource;
  }

  /** Registers the writer of the rules of a bucket, unless the name of the bucket is not known. */
  private registerWriter(source: UnderlyingBucket): void {
    const isKnown = toTextUnlessToken(source.bucketName) !== undefined || getBucketConstruct(source) !== undefined;
    if (!isKnown) return;
    registerReplicationWriter(this.scope, { bucket: makeBucketLabel(source), path: this.scope.node.path });
  }

  /** The Region identifies the first member in it. Other sources can be in the same Region. */
  private makeRulesId(source: UnderlyingBucket): string {
    const labels = this.config.members
      .filter((member) => member.region === source.region && !isForeignBucket(this.scope, member))
      .map(makeBucketLabel).sort();
    const label = makeBucketLabel(source);
    return `Rules${source.region}${label === labels[0] ? '' : `-${label}`}`;
  }
}
