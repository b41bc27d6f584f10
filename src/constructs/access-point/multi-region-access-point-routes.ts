import { type CfnResource, CustomResource, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { makeRoutesPermissions } from '../../provider/handler-permissions';
import { findOrCreateStackProvider } from '../../provider/multi-region-access-point-handlers';
import {
  assertProperties, makeListPropertyKind, makeOptionalPropertyKind, valueOf,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { registerRoutesManager } from '../../validation/construct-registry';
import { toTextUnlessToken } from '../../validation/tokens';
import { ROUTES_TYPE } from '../../wire/resource-types';
import { UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from './access-point-interface';
import { findAccessPointDeclaration } from './access-point-internals';
import { checkFailoverAccount } from './failover-account';
import {
  checkFailoverConfiguration, FAILOVER_CONFIGURATION_PROPERTY_KIND, type FailoverConfiguration, renderRouteProperties,
  toRoutingTable,
} from './failover-configuration';
import { ManualFailoverPolicy } from './manual-failover-policy';
import { FAILOVER_ACTIONS } from './permissions';
import { applyRemovalPolicyToResource } from './provisioner';

/**
 * Properties for the routes of a Multi-Region Access Point.
 */
export interface MultiRegionAccessPointRoutesProps {
  /**
   * The access point. Only one construct of an application may manage its routes.
   *
   * Errors: MRAP307, MRAP444.
   */
  readonly multiRegionAccessPoint: IMultiRegionAccessPoint;

  /**
   * The underlying buckets of an imported access point, so that synthesis can check the routes.
   *
   * @default - the buckets of the access point if this application declares it; otherwise the deployment checks
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The routing status of each Region. Errors: MRAP301 to MRAP304, MRAP204.
   */
  readonly failover: FailoverConfiguration;

  /**
   * Determines how a deployment that changes `failover` handles routes that were changed manually.
   *
   * @default ManualFailoverPolicy.KEEP
   */
  readonly manualFailover?: ManualFailoverPolicy;
}

/** The handler reads the routes back for up to four minutes. CloudFormation waits longer. */
const SERVICE_TIMEOUT = Duration.minutes(10);

/**
 * The routes of an access point that this application does not declare.
 *
 * For an access point that this application declares, use its property `failover`. Routes cannot be deleted: if you
 * remove this construct, the live routes do not change.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
 *
 * @example
 * new MultiRegionAccessPointRoutes(stack, 'Routes', {
 *   multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(
 *     stack, 'Imported', 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap'),
 *   failover: FailoverConfiguration.activePassive(['eu-west-1']),
 * });
 */
@propertyInjectable
export class MultiRegionAccessPointRoutes extends Resource {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionAccessPointRoutes';

  /**
   * The routes at the end of the last deployment that changed them.
   *
   * The format is `<region>=ACTIVE` or `<region>=PASSIVE`, sorted by Region and separated by commas. The value differs
   * from the declared routes if the deployment kept a manual failover.
   *
   * @attribute
   */
  public readonly routesInEffect: string;

  private readonly resource: CfnResource;

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: MultiRegionAccessPointRoutesProps) {
    super(scope, id);
    assertProperties(this, props, {
      multiRegionAccessPoint: ACCESS_POINT_PROPERTY_KIND,
      failover: FAILOVER_CONFIGURATION_PROPERTY_KIND,
      buckets: makeOptionalPropertyKind(makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND)),
      manualFailover: makeOptionalPropertyKind(valueOf(ManualFailoverPolicy, 'ManualFailoverPolicy')),
    });
    const { multiRegionAccessPoint: accessPoint, failover } = props;
    const declaration = findAccessPointDeclaration(accessPoint);
    const buckets = props.buckets ?? declaration?.buckets;
    const table = toRoutingTable(failover);
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkFailoverAccount(this, accessPoint),
      ...checkFailoverConfiguration(failover, buckets?.map((bucket) => toTextUnlessToken(bucket.region))),
    ]);
    const arn = accessPoint.multiRegionAccessPointArn;
    const registeredName = toTextUnlessToken(arn) ?? accessPoint.node.path;
    registerRoutesManager(this, { accessPoint: registeredName, path: this.node.path, table });

    const provider = findOrCreateStackProvider(this).findOrCreate();
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      resourceType: ROUTES_TYPE,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        AccessPointArn: arn,
        ...renderRouteProperties(failover),
        LiveRoutes: props.manualFailover ?? ManualFailoverPolicy.KEEP,
        ...(declaration && { AccessPointCreatedAt: declaration.createdAt }),
      },
    });
    provider.allow(this, [resource], makeRoutesPermissions(this, { accessPointArn: arn, actions: FAILOVER_ACTIONS }));
    this.resource = resource.node.defaultChild as CfnResource;
    this.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.routesInEffect = resource.getAttString('RoutesInEffect');
  }

  /**
   * Applies a removal policy to the custom resource. The live routes do not change with any policy.
   *
   * @param policy the removal policy
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    applyRemovalPolicyToResource(this.resource, policy);
  }
}
