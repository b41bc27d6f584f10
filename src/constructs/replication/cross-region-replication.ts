import * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, CustomResource, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP766_REPLICATION_ROLE_TOO_LARGE } from '../../diagnostics/definitions/options';
import { renderFinding } from '../../diagnostics/finding';
import { LIMITS } from '../../facts/limits';
import { MultiRegionAccessPointHandlers } from '../../provider/multi-region-access-point-handlers';
import { permissionsId } from '../../provider/permissions-id';
import { longestLength } from '../../provider/policy-size';
import { annotate, assertValid } from '../../validation/assert-valid';
import { registerReplication, registerReplicationWriter } from '../../validation/construct-registry';
import { REPLICATION_TYPE } from '../../wire/resource-types';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { acknowledgeReplication } from './cdk-nag-suppressions';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { checkLateEncryption, checkOwnRules, checkPlan, checkShape, checkTrust } from './declaration-checks';
import { collectOwnerRequirements } from './foreign-buckets';
import { bucketsAt, makeReplicationConfig, renderRule, type ReplicationConfig } from './replication-config';
import { ReplicationTopology } from './replication-topology';
import { roleStatements } from './role-statements';

/** The handler writes, reads back and takes back within five minutes, and in a rollback first waits as long for what may still run. */
const SERVICE_TIMEOUT = Duration.minutes(10);

/**
 * Replication between buckets of several Regions: by default from each to each, deletions and later changes included.
 *
 * S3 takes a rule only when both buckets exist, so rules cannot be properties of the buckets: a resource for each source bucket writes them once
 * all buckets are there. Rules of others on the same bucket are kept.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 *
 * @example
 * new CrossRegionReplication(stack, 'Replication', {
 *   buckets: [
 *     UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
 *     UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
 *   ],
 * });
 */
@propertyInjectable
export class CrossRegionReplication extends Resource {
  /**
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.CrossRegionReplication';

  /**
   * The role that S3 assumes to replicate.
   */
  public readonly role: iam.IRole;

  /** @internal */
  public readonly _plan: ReplicationConfig;

  private readonly resources: CfnResource[] = [];

  constructor(scope: Construct, id: string, props: CrossRegionReplicationProps) {
    super(scope, id);
    assertValid(this, checkShape(this, props.buckets, (props.topology ?? ReplicationTopology.twoWay())._directions));
    const plan = makeReplicationConfig(this, props);
    this._plan = plan;
    assertValid(this, [...checkPlan(plan), ...(props.role ? checkTrust(props.role, plan) : [])]);

    // What another account replicates is written there; see the finding on its bucket.
    const ours = plan.edges.filter(({ source }) => !source._isForeignTo(this));
    registerReplication(this, plan.edges.map(({ source, destination }) => ({ from: source._label(), to: destination._label() })));
    const sources = bucketsAt(ours, 'source');
    this.role = props.role ?? this.makeRole(plan);
    const policy = new iam.Policy(this, 'Policy', { statements: roleStatements(plan, ours), roles: [this.role] });
    this.resources.push(policy.node.defaultChild as CfnResource);

    acknowledgeReplication(policy, sources);
    collectOwnerRequirements(plan, this.role);
    const written = this.allowHandler(sources);
    // S3 refuses a rule whose destination is not there yet.
    for (const { _construct: bucket } of props.buckets) if (bucket) written.permissions.node.addDependency(bucket);
    for (const source of sources) {
      const rules = new CustomResource(this, `Rules${source.region}`, {
        serviceToken: written.serviceToken,
        resourceType: REPLICATION_TYPE,
        serviceTimeout: SERVICE_TIMEOUT,
        properties: {
          Bucket: source.bucketName,
          Region: source.region,
          Role: this.role.roleArn,
          RoleOrigin: props.role ? 'given' : 'created',
          Rules: ours.filter((edge) => edge.source === source).map((edge) => renderRule(plan, edge)),
        },
      });
      rules.node.addDependency(written.permissions, policy);
      this.resources.push(rules.node.defaultChild as CfnResource);
      registerReplicationWriter(this, { bucket: source._label(), path: this.node.path });
    }
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const encrypted = new Set(sources.filter((source) => source._isEncrypted()));
    this.node.addValidation({
      validate: () => {
        for (const finding of checkLateEncryption(sources, encrypted)) annotate(this, finding);
        return [...checkOwnRules(sources, this).map(renderFinding), ...this.checkSize(policy)];
      },
    });
  }

  /**
   * Sets what happens to rules, role and permissions when they leave the application. Without its role a retained bucket stops replicating.
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    for (const resource of this.resources) resource.applyRemovalPolicy(policy);
  }

  private makeRole(plan: ReplicationConfig): iam.Role {
    const s3 = new iam.ServicePrincipal('s3.amazonaws.com');
    const batch = new iam.ServicePrincipal('batchoperations.s3.amazonaws.com');
    // Without aws:SourceAccount on purpose: that S3 sends it when it replicates is not documented.
    const role = new iam.Role(this, 'Role', { assumedBy: plan.batch ? new iam.CompositePrincipal(s3, batch) : s3 });
    this.resources.push(role.node.defaultChild as CfnResource);
    return role;
  }

  private allowHandler(sources: readonly UnderlyingBucket[]) {
    const provider = MultiRegionAccessPointHandlers.of(this)._asynchronous();
    const statements = [
      new iam.PolicyStatement({
        actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
        resources: sources.map((source) => source.bucketArn),
      }),
      new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [this.role.roleArn] }),
    ];
    const permissions = provider.allow(this, permissionsId(this, statements), statements);
    return { permissions, serviceToken: provider.serviceToken };
  }

  private checkSize(policy: iam.Policy): string[] {
    const characters = longestLength(this.stack.resolve(policy.document));
    const limit = LIMITS.ROLE_INLINE_POLICIES.value;
    return characters <= limit ? [] : [renderFinding(MRAP766_REPLICATION_ROLE_TOO_LARGE.create({ replication: this.node.path, characters, limit }))];
  }
}
