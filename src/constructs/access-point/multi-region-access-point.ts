import type * as iam from 'aws-cdk-lib/aws-iam';
import { CfnDeletionPolicy, type CfnResource, RemovalPolicy, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type Construct } from 'constructs';
import { MRAP762_KEY_IN_ANOTHER_STACK } from '../../diagnostics/definitions/options';
import { renderFindingAsMessage } from '../../diagnostics/finding';
import { makeDomainName } from '../../facts/identifiers';
import {
  assertParameters, assertProperties, makeListPropertyKind, makeOptionalPropertyKind, OPTIONAL_TEXT_PROPERTY_KIND,
  POLICY_STATEMENT_PROPERTY_KIND, TEXT_PROPERTY_KIND, valueOf,
} from '../../validation/assert-properties';
import {
  addFindingAnnotation, annotateWarnings, assertNoErrorsAndAnnotateFindings,
} from '../../validation/assert-valid';
import {
  type DeclaredMember, registerAccessPoint, registerAccessPointMembers,
} from '../../validation/construct-registry';
import { toTextUnlessToken } from '../../validation/tokens';
import { hasKmsKeyUnavailableToTemplate, listMemberKmsKeys } from '../buckets/bucket-keys';
import { applyDelegation, Delegation, isBucketDelegationEnabled } from '../buckets/delegation';
import { allowAccountToUseForeignKeys } from '../buckets/key-owners';
import {
  checkRenderedBucket, getBucketConstruct, isCheckedBy, makeBucketLabel, readBucketConstructProperties,
  UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { checkAccessPointProps, checkAdoptionRemoval, checkMemberRemoval } from './access-point-checks';
import { type IMultiRegionAccessPoint } from './access-point-interface';
import { setAccessPointInternals } from './access-point-internals';
import { lookUpAccessPoint, type MultiRegionAccessPointLookupOptions } from './access-point-lookup';
import { AccessPointPolicyBuilder } from './access-point-policy';
import { ExistingAccessPointPolicy } from './existing-access-point-policy';
import { ImportedAccessPoint, type MultiRegionAccessPointAttributes } from './imported-access-point';
import { MultiRegionAccessPointGrants } from './multi-region-access-point-grants';
import { MULTI_REGION_ACCESS_POINT_OPTION_KINDS } from './multi-region-access-point-kinds';
import { type MultiRegionAccessPointProps } from './multi-region-access-point-props';
import { MultiRegionAccessPointRoutes } from './multi-region-access-point-routes';
import { makeObjectsArn } from './permissions';
import { applyRemovalPolicyToResource, type ProvisionedAccessPoint } from './provisioner';
import { getProvisioner, Provisioning } from './provisioning';
import { ReplacementPolicy } from './replacement-policy';

/**
 * An S3 Multi-Region Access Point: one global endpoint for buckets in several Regions.
 *
 * Clients use the alias of the access point, which S3 never reuses after the deletion. Therefore the access point is
 * retained by default, and a deployment refuses changes that would replace it.
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
export class MultiRegionAccessPoint extends Resource
  implements IMultiRegionAccessPoint, iam.IResourceWithPolicyV2 {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionAccessPoint';

  /**
   * Imports an existing access point by its ARN.
   *
   * The name is unknown: `multiRegionAccessPointName` throws MRAP758. Errors: MRAP106, MRAP107.
   *
   * @param scope the parent of the imported access point
   * @param id the construct id
   * @param multiRegionAccessPointArn the ARN, `arn:aws:s3::<account>:accesspoint/<alias>.mrap`
   * @returns the imported access point
   */
  public static fromMultiRegionAccessPointArn(
    scope: Construct, id: string, multiRegionAccessPointArn: string,
  ): IMultiRegionAccessPoint {
    return new ImportedAccessPoint(scope, id, { multiRegionAccessPointArn });
  }

  /**
   * Imports an existing access point by its attributes.
   *
   * Errors: MRAP101, MRAP106, MRAP107.
   *
   * @param scope the parent of the imported access point
   * @param id the construct id
   * @param attrs the attributes of the access point
   * @returns the imported access point
   */
  public static fromMultiRegionAccessPointAttributes(
    scope: Construct, id: string, attrs: MultiRegionAccessPointAttributes,
  ): IMultiRegionAccessPoint {
    return new ImportedAccessPoint(scope, id, attrs);
  }

  /**
   * Imports an existing access point of the stack's account by its name.
   *
   * The CDK CLI looks the ARN and the names of the underlying buckets up at synthesis, and stores them in
   * `cdk.context.json`. A replacement of the access point changes its alias, but not the stored ARN: then run
   * `cdk context --reset`. The Regions of the buckets are not part of the result, so constructs for a failover need the
   * property `buckets`. The stack needs an account and a Region that are known at synthesis. Errors: MRAP101.
   *
   * @param scope the parent of the imported access point
   * @param id the construct id
   * @param options the name of the access point
   * @returns the imported access point
   */
  public static fromLookup(
    scope: Construct, id: string, options: MultiRegionAccessPointLookupOptions,
  ): IMultiRegionAccessPoint {
    assertParameters('MultiRegionAccessPoint.fromLookup', { ...options }, {
      multiRegionAccessPointName: TEXT_PROPERTY_KIND,
    });
    const { multiRegionAccessPointName } = options;
    return new ImportedAccessPoint(scope, id, {
      ...lookUpAccessPoint(scope, multiRegionAccessPointName), multiRegionAccessPointName,
    });
  }

  /**
   * The name of the access point. Only control plane operations use it; clients use the ARN.
   *
   * @attribute
   */
  public readonly multiRegionAccessPointName: string;

  /**
   * The alias of the access point, `<letters and digits>.mrap`. S3 generates it and never reuses it.
   *
   * @attribute
   */
  public readonly multiRegionAccessPointAlias: string;

  /**
   * The ARN of the access point. Clients use it instead of a bucket name.
   *
   * @attribute
   */
  public readonly multiRegionAccessPointArn: string;

  /**
   * Grants principals access to the access point.
   */
  public readonly grants: MultiRegionAccessPointGrants = MultiRegionAccessPointGrants._of(this);

  private readonly routes?: MultiRegionAccessPointRoutes;
  private readonly resources: CfnResource[];
  private readonly policyBuilder: AccessPointPolicyBuilder;

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: MultiRegionAccessPointProps) {
    super(scope, id);
    assertProperties(this, props, {
      buckets: makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND),
      multiRegionAccessPointName: OPTIONAL_TEXT_PROPERTY_KIND,
      ...MULTI_REGION_ACCESS_POINT_OPTION_KINDS,
      existing: makeOptionalPropertyKind(valueOf(ExistingAccessPointPolicy, 'ExistingAccessPointPolicy')),
      replacement: makeOptionalPropertyKind(valueOf(ReplacementPolicy, 'ReplacementPolicy')),
    });
    assertNoErrorsAndAnnotateFindings(this, checkAccessPointProps(this, props));
    const { buckets, failover, manualFailover } = props;

    const { native } = getProvisioner(props.provisioning ?? Provisioning.customResource());
    const provisioned = this.provision(props);
    this.multiRegionAccessPointName = provisioned.name;
    this.multiRegionAccessPointAlias = provisioned.alias;
    this.multiRegionAccessPointArn = `arn:aws:s3::${this.stack.account}:accesspoint/${provisioned.alias}`;

    const delegation = props.delegation ?? Delegation.toAccount();
    for (const bucket of buckets) {
      applyDelegation(delegation, this, bucket, this.stack.account);
      allowAccountToUseForeignKeys(this, bucket);
    }
    this.warnOfUnreachableKeys(buckets);
    setAccessPointInternals(this, {
      keys: buckets.flatMap((bucket) => listMemberKmsKeys(this, bucket)),
      undelegatedBuckets: isBucketDelegationEnabled(delegation) ? [] : buckets,
      declaration: {
        buckets,
        failover,
        createdAt: provisioned.createdAt,
        identity: makeIdentity(props),
      },
    });

    this.policyBuilder = new AccessPointPolicyBuilder(this.multiRegionAccessPointArn, this.stack.account);
    const policy = provisioned.addPolicy(this, {
      accessPointArn: this.multiRegionAccessPointArn, document: this.policyBuilder.render(),
    });
    this.resources = [provisioned.resource, policy];
    // CloudFormation itself replaces an access point whose name changes. An override also has effect after an aspect.
    if (native && props.replacement !== ReplacementPolicy.ALLOW) {
      for (const resource of this.resources) resource.addOverride('UpdateReplacePolicy', CfnDeletionPolicy.RETAIN);
    }
    if (failover) {
      this.routes = new MultiRegionAccessPointRoutes(this, 'Routes', {
        multiRegionAccessPoint: this, failover, manualFailover,
      });
      this.routes.node.addDependency(policy);
    }
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.register(props, provisioned.resource);
  }

  /**
   * The host name for requests, `<alias>.accesspoint.s3-global.amazonaws.com`.
   *
   * @attribute
   */
  public get multiRegionAccessPointDomainName(): string {
    return makeDomainName(this.multiRegionAccessPointAlias);
  }

  /**
   * A reference to the access point for constructs of aws-cdk-lib.
   */
  public get multiRegionAccessPointRef(): refs.MultiRegionAccessPointReference {
    return { multiRegionAccessPointName: this.multiRegionAccessPointName };
  }

  /**
   * Returns the ARN of objects with matching keys, for your own policy statements.
   *
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?`
   * @returns the ARN of the objects
   */
  public arnForObjects(objectsKeyPattern: string): string {
    return makeObjectsArn(this.multiRegionAccessPointArn, objectsKeyPattern);
  }

  /**
   * Applies a removal policy to the access point, its policy and its routes.
   *
   * @param policy the removal policy
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    for (const resource of this.resources) applyRemovalPolicyToResource(resource, policy);
    this.routes?.applyRemovalPolicy(policy);
  }

  /**
   * Adds a statement to the access point policy.
   *
   * The resource of object actions is `arnForObjects()`. The resource of `s3:ListBucket` and
   * `s3:ListBucketMultipartUploads` is the ARN of the access point.
   *
   * @param statement the statement to add
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
   * @returns whether the statement was added to a policy
   */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    assertProperties(this, { statement }, { statement: POLICY_STATEMENT_PROPERTY_KIND });
    this.policyBuilder.add(statement);
    return { statementAdded: true, policyDependable: this };
  }

  private provision(props: MultiRegionAccessPointProps): ProvisionedAccessPoint {
    const block = props.blockPublicAccess;
    const { provision } = getProvisioner(props.provisioning ?? Provisioning.customResource());
    const provisioned = provision(this, {
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
    // The template refers to buckets by name, which is no dependency. Without this dependency, CloudFormation could
    // create the access point before its buckets, or delete the buckets first.
    for (const bucket of props.buckets.map(getBucketConstruct)) {
      if (bucket) provisioned.resource.node.addDependency(bucket);
    }
    return provisioned;
  }

  private warnOfUnreachableKeys(buckets: readonly UnderlyingBucket[]): void {
    for (const bucket of buckets.filter((member) => hasKmsKeyUnavailableToTemplate(this, member))) {
      addFindingAnnotation(this, MRAP762_KEY_IN_ANOTHER_STACK.create({ bucket: makeBucketLabel(bucket) }));
    }
  }

  /** Registers the access point for the checks that run on the complete tree. */
  private register(props: MultiRegionAccessPointProps, resource: CfnResource): void {
    registerAccessPoint(this, {
      name: toTextUnlessToken(props.multiRegionAccessPointName),
      // Accounts that are tokens are known to be equal only within a stack.
      account: toTextUnlessToken(this.stack.account) ?? `of stack ${this.stack.node.path}`,
      path: this.node.path,
    });
    registerAccessPointMembers(this, () => listReplicableMembers(props.buckets));
    this.node.addValidation({
      validate: () => {
        if (props.existing === ExistingAccessPointPolicy.ADOPT) {
          for (const finding of checkAdoptionRemoval(props.buckets, resource)) addFindingAnnotation(this, finding);
        }
        const findings = [
          ...checkMemberRemoval(this, props.buckets, resource),
          ...props.buckets.flatMap((bucket) => (isCheckedBy(this, bucket) ? checkRenderedBucket(bucket) : [])),
        ];
        return [
          ...annotateWarnings(this, findings).map(renderFindingAsMessage),
          ...this.policyBuilder.validate(this, props.blockPublicAccess?.blockPublicPolicy ?? true),
        ];
      },
    });
  }
}

/** Makes a text that changes if the alias can change. See `ReplacementPolicy`. */
function makeIdentity({ multiRegionAccessPointName, buckets, blockPublicAccess }: MultiRegionAccessPointProps): string {
  return JSON.stringify([multiRegionAccessPointName, buckets.map(({ bucketName }) => bucketName), blockPublicAccess]);
}

/** Lists the members, or returns undefined if another application may have added replication rules to them. */
function listReplicableMembers(buckets: readonly UnderlyingBucket[]): DeclaredMember[] | undefined {
  const hasOnlyOwnRules = buckets.every((bucket) => {
    const { resource } = readBucketConstructProperties(bucket);
    return resource !== undefined && resource.replicationConfiguration === undefined;
  });
  return hasOnlyOwnRules
    ? buckets.map((bucket) => ({ bucket: makeBucketLabel(bucket), region: bucket.region }))
    : undefined;
}
