import * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, CustomResource, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { checkRoutes } from '../../diagnostics/checks/routes';
import { MultiRegionAccessPointHandlers } from '../../provider/multi-region-access-point-handlers';
import { permissionsId } from '../../provider/permissions-id';
import { assertValid } from '../../validation/assert-valid';
import { registerRoutesManager } from '../../validation/construct-registry';
import { resolvedOrUndefined } from '../../validation/tokens';
import { ROUTES_TYPE } from '../../wire/resource-types';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type IMultiRegionAccessPoint } from './access-point-base';
import { type FailoverConfiguration } from './failover-configuration';
import { ManualFailoverPolicy } from './manual-failover-policy';
import { FAILOVER_ACTIONS } from './permissions';
import { applyRemoval } from './provisioner';

/**
 * Properties of the routes of a Multi-Region Access Point.
 */
export interface MultiRegionAccessPointRoutesProps {
  /**
   * The access point whose routes are managed. Errors: MRAP307 where something else of the application manages them too.
   */
  readonly multiRegionAccessPoint: IMultiRegionAccessPoint;

  /**
   * The underlying buckets of an imported access point, to check the routes against at synthesis.
   *
   * @default - those of the access point, where this application declares it; else the deployment checks
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * Which Regions take traffic. Errors: MRAP301 to MRAP304.
   */
  readonly failover: FailoverConfiguration;

  /**
   * What a deployment that changes `failover` does where someone has failed over by hand.
   *
   * @default ManualFailoverPolicy.KEEP
   */
  readonly manualFailover?: ManualFailoverPolicy;
}

/** What a declared access point tells its routes, and an imported one does not. */
interface DeclaredAccessPoint {
  readonly _buckets?: readonly UnderlyingBucket[];
  readonly _createdAt?: string;
}

/** The handler reads back for four minutes; CloudFormation waits a little longer. */
const SERVICE_TIMEOUT = Duration.minutes(10);

/**
 * The routes of an access point that this application does not declare. For one that it does, use `failover` of the access point.
 *
 * Routes cannot be deleted: when this construct goes, the live ones stay.
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
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionAccessPointRoutes';

  /**
   * What was live when the last deployment that changed the routes ended: `<region>=ACTIVE|PASSIVE`, by Region, separated by commas.
   *
   * It differs from what is declared where a failover by hand was kept.
   *
   * @attribute
   */
  public readonly routesInEffect: string;

  private readonly resource: CfnResource;

  constructor(scope: Construct, id: string, props: MultiRegionAccessPointRoutesProps) {
    super(scope, id);
    const { multiRegionAccessPoint: accessPoint, failover } = props;
    const declared: DeclaredAccessPoint = accessPoint as object;
    const buckets = props.buckets ?? declared._buckets;
    assertValid(this, checkRoutes(failover._table(), buckets?.map((bucket) => resolvedOrUndefined(bucket.region))));
    const arn = accessPoint.multiRegionAccessPointArn;
    registerRoutesManager(this, { accessPoint: resolvedOrUndefined(arn) ?? accessPoint.node.path, path: this.node.path, table: failover._table() });

    const provider = MultiRegionAccessPointHandlers.of(this)._synchronous();
    const statement = new iam.PolicyStatement({ actions: FAILOVER_ACTIONS, resources: [arn] });
    const permissions = provider.allow(this, permissionsId(this, [statement]), [statement]);
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      resourceType: ROUTES_TYPE,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        AccessPointArn: arn,
        ...failover._render(),
        LiveRoutes: props.manualFailover ?? ManualFailoverPolicy.KEEP,
        ...(declared._createdAt && { AccessPointCreatedAt: declared._createdAt }),
      },
    });
    resource.node.addDependency(permissions);
    this.resource = resource.node.defaultChild as CfnResource;
    this.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.routesInEffect = resource.getAttString('RoutesInEffect');
  }

  /**
   * Sets what happens to the custom resource when it leaves the application. The live routes stay either way.
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    applyRemoval(this.resource, policy);
  }
}
