import type * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, RemovalPolicy } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP762_KEY_IN_ANOTHER_STACK } from '../../diagnostics/definitions/options';
import { renderFinding } from '../../diagnostics/finding';
import { annotate, assertValid } from '../../validation/assert-valid';
import { type DeclaredMember, registerAccessPoint, registerMembers } from '../../validation/construct-registry';
import { resolvedOrUndefined } from '../../validation/tokens';
import { Delegation } from '../buckets/delegation';
import { type GrantedKey } from '../buckets/key-statements';
import { requestKeyPolicyFromOwner } from '../buckets/owner-requirements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type IMultiRegionAccessPoint, MultiRegionAccessPointBase } from './access-point-base';
import { checkDeclaration, checkMemberRemoval } from './declaration-checks';
import { ExistingAccessPointPolicy } from './existing-access-point-policy';
import { type FailoverConfiguration } from './failover-configuration';
import { type GrantedMember } from './grant-target';
import { ImportedAccessPoint, type MultiRegionAccessPointAttributes } from './imported-access-point';
import { type MultiRegionAccessPointProps } from './multi-region-access-point-props';
import { MultiRegionAccessPointRoutes } from './multi-region-access-point-routes';
import { applyRemoval, type ProvisionedAccessPoint } from './provisioner';
import { Provisioning } from './provisioning';
import { ReplacementPolicy } from './replacement-policy';
import { AccessPointPolicyBuilder } from './resource-policy';

/**
 * An S3 Multi-Region Access Point: one global address for buckets in several Regions.
 *
 * Its alias, the address that clients use, is never given out again once the access point is gone. So it is retained by default, and a change
 * that would replace it is refused.
 *
 * @resource AWS::S3::MultiRegionAccessPoint
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPoints.html
 * @stateful
 *
 * @example
 * const media = new MultiRegionAccessPoint(stack, 'Media', {
 *   multiRegionAccessPointName: 'media',
 *   buckets: [
 *     UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
 *     UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
 *   ],
 *   failover: FailoverConfiguration.activePassive(['eu-west-1']),
 * });
 * const grants = media.grants;
 * grants.read(role);
 */
@propertyInjectable
export class MultiRegionAccessPoint extends MultiRegionAccessPointBase {
  /**
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionAccessPoint';

  /**
   * An access point that exists already, by its ARN. Its name is not known: `multiRegionAccessPointName` throws MRAP758.
   *
   * Errors: MRAP106, MRAP107.
   */
  public static fromMultiRegionAccessPointArn(scope: Construct, id: string, multiRegionAccessPointArn: string): IMultiRegionAccessPoint {
    return new ImportedAccessPoint(scope, id, { multiRegionAccessPointArn });
  }

  /**
   * An access point that exists already.
   *
   * Errors: MRAP101, MRAP106, MRAP107.
   */
  public static fromMultiRegionAccessPointAttributes(scope: Construct, id: string, attrs: MultiRegionAccessPointAttributes): IMultiRegionAccessPoint {
    return new ImportedAccessPoint(scope, id, attrs);
  }

  /**
   * The name, which only the control plane uses; clients use the ARN.
   *
   * @attribute
   */
  public readonly multiRegionAccessPointName: string;

  /**
   * The alias that S3 gave: `<letters and digits>.mrap`. It is never given out again.
   *
   * @attribute
   */
  public readonly multiRegionAccessPointAlias: string;

  /**
   * The ARN, which clients use in the place of a bucket name.
   *
   * @attribute
   */
  public readonly multiRegionAccessPointArn: string;

  /** @internal */
  public readonly _keys: readonly GrantedKey[];
  /** @internal */
  public readonly _undelegatedMembers: readonly GrantedMember[];
  /** @internal */
  public readonly _buckets: readonly UnderlyingBucket[];
  /** @internal */
  public readonly _createdAt: string;
  /** @internal */
  public readonly _identity: string;
  /** @internal */
  public readonly _failover?: FailoverConfiguration;

  private readonly routes?: MultiRegionAccessPointRoutes;
  private readonly resources: CfnResource[];
  private readonly resourcePolicy: AccessPointPolicyBuilder;

  constructor(scope: Construct, id: string, props: MultiRegionAccessPointProps) {
    super(scope, id);
    assertValid(this, checkDeclaration(this, props));
    this._buckets = props.buckets;
    this._failover = props.failover;
    // The alias is another one where one of these is; see `ReplacementPolicy`.
    this._identity = JSON.stringify([props.multiRegionAccessPointName, props.buckets.map(({ bucketName }) => bucketName), props.blockPublicAccess]);

    const provisioned = this.provision(props);
    this.multiRegionAccessPointName = provisioned.name;
    this.multiRegionAccessPointAlias = provisioned.alias;
    this.multiRegionAccessPointArn = `arn:aws:s3::${this.stack.account}:accesspoint/${provisioned.alias}`;
    this._createdAt = provisioned.createdAt;

    const delegation = props.delegation ?? Delegation.toAccount();
    for (const bucket of props.buckets) {
      delegation._apply(this, bucket, this.stack.account);
      requestKeyPolicyFromOwner(this, bucket);
    }
    this._undelegatedMembers = delegation._isDelegated() ? [] : props.buckets;
    this._keys = this.keysOf(props.buckets);

    this.resourcePolicy = new AccessPointPolicyBuilder(this.multiRegionAccessPointArn, this.stack.account);
    const policy = provisioned.addPolicy(this, { accessPointArn: this.multiRegionAccessPointArn, document: this.resourcePolicy.render() });
    this.resources = [provisioned.resource, policy];
    if (props.failover) {
      const { failover, manualFailover } = props;
      this.routes = new MultiRegionAccessPointRoutes(this, 'Routes', { multiRegionAccessPoint: this, failover, manualFailover });
      this.routes.node.addDependency(policy);
    }
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    registerAccessPoint(this, { name: resolvedOrUndefined(props.multiRegionAccessPointName), account: this.accountKey(), path: this.node.path });
    registerMembers(this, () => knownMembers(props.buckets));
    this.node.addValidation({
      validate: () => [
        ...checkMemberRemoval(this, props.buckets, provisioned.resource).map(renderFinding),
        ...this.resourcePolicy.validate(),
      ],
    });
  }

  /**
   * Sets what happens to the access point, its policy and its routes when they leave the application.
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    for (const resource of this.resources) applyRemoval(resource, policy);
    this.routes?.applyRemovalPolicy(policy);
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.resourcePolicy.add(statement);
    return { statementAdded: true, policyDependable: this };
  }

  private provision(props: MultiRegionAccessPointProps): ProvisionedAccessPoint {
    const block = props.blockPublicAccess;
    const provisioned = (props.provisioning ?? Provisioning.customResource())._provision(this, {
      name: props.multiRegionAccessPointName,
      buckets: props.buckets,
      block: {
        BlockPublicAcls: block?.blockPublicAcls ?? true,
        IgnorePublicAcls: block?.ignorePublicAcls ?? true,
        BlockPublicPolicy: block?.blockPublicPolicy ?? true,
        RestrictPublicBuckets: block?.restrictPublicBuckets ?? true,
      },
      existing: props.existing ?? ExistingAccessPointPolicy.REFUSE,
      replacement: props.replacement ?? ReplacementPolicy.FORBID,
      timeout: props.timeout,
    });
    // By name alone there would be no dependency: the access point could be created before its buckets, and they be deleted before it.
    for (const { _construct: bucket } of props.buckets) if (bucket) provisioned.resource.node.addDependency(bucket);
    return provisioned;
  }

  private keysOf(buckets: readonly UnderlyingBucket[]): GrantedKey[] {
    for (const bucket of buckets.filter((entry) => entry._hasUnknownKeyIn(this))) {
      annotate(this, MRAP762_KEY_IN_ANOTHER_STACK.create({ bucket: resolvedOrUndefined(bucket.bucketName) ?? bucket._construct!.node.path }));
    }
    return buckets.flatMap((bucket) => bucket._grantedKeysIn(this));
  }

  /** An account that nobody knows yet is the same one within a stack only. */
  private accountKey(): string {
    return resolvedOrUndefined(this.stack.account) ?? `of stack ${this.stack.node.path}`;
  }
}

/** The members, where nothing but constructs of this application can have given them rules. */
function knownMembers(buckets: readonly UnderlyingBucket[]): DeclaredMember[] | undefined {
  const made = buckets.every((bucket) => bucket._resource() !== undefined && bucket._resource()!.replicationConfiguration === undefined);
  return made ? buckets.map((bucket) => ({ bucket: bucket._label(), region: bucket.region })) : undefined;
}
