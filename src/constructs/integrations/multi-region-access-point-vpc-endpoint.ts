import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { MRAP653_ENDPOINT_WITH_UNKNOWN_MEMBERS, MRAP654_ENDPOINT_IN_ANOTHER_STACK } from '../../diagnostics/definitions/integrations';
import { supportedActions } from '../../facts/data-plane';
import { assertValid } from '../../validation/assert-valid';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { behind } from './access-point-internals';
import { restrictTo } from './vpc-restriction';

/**
 * Properties of the VPC endpoint by which access points are reached.
 */
export interface MultiRegionAccessPointVpcEndpointProps {
  /**
   * The VPC. Its DNS support and DNS host names must be on, as they are by default: the endpoint answers for the host names of access points there.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The access points that can be reached, and no other ones. A VPC has one endpoint for all of them.
   */
  readonly multiRegionAccessPoints: IMultiRegionAccessPoint[];

  /**
   * The underlying buckets of imported access points, which the policy of the endpoint has to allow too. Errors: MRAP653.
   *
   * @default - those of the access points that this application declares
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The subnets, one in each availability zone, that get an address of the endpoint.
   *
   * @default - private subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * The security groups of the endpoint.
   *
   * @default - one of its own, which lets nothing out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether everything in the VPC may connect. Otherwise allow it by `connections`.
   *
   * @default true
   */
  readonly open?: boolean;
}

/**
 * The way from a VPC to Multi-Region Access Points that does not leave the network of AWS: an interface endpoint of the one service that leads there.
 *
 * With it every request of the VPC to any access point goes this way, so name all that are used there. Its policy allows the access points and,
 * because S3 asks again for the bucket that a request is routed to, every bucket behind them; who may do what stays with the policies of identities
 * and of the access points. Charged are the hours of the endpoint in each availability zone, and each gigabyte.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html
 *
 * @example
 * const endpoint = new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc, multiRegionAccessPoints: [accessPoint] });
 * endpoint.restrict(accessPoint);
 */
@propertyInjectable
export class MultiRegionAccessPointVpcEndpoint extends Construct implements ec2.IConnectable {
  /**
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionAccessPointVpcEndpoint';

  /**
   * Who may connect to the endpoint.
   */
  public readonly connections: ec2.Connections;

  /**
   * The id of the endpoint: `vpce-…`.
   *
   * @attribute
   */
  public readonly vpcEndpointId: string;

  constructor(scope: Construct, id: string, props: MultiRegionAccessPointVpcEndpointProps) {
    super(scope, id);
    const { vpc, multiRegionAccessPoints: accessPoints, buckets = [], subnets, open } = props;
    const unknown = accessPoints.filter((accessPoint) => behind(accessPoint).buckets === undefined);
    assertValid(this, buckets.length === 0 ? unknown.map(({ node }) => MRAP653_ENDPOINT_WITH_UNKNOWN_MEMBERS.create({ accessPoint: node.path })) : []);

    const endpoint = new ec2.InterfaceVpcEndpoint(this, 'Resource', {
      vpc,
      service: ec2.InterfaceVpcEndpointAwsService.S3_MULTI_REGION_ACCESS_POINTS,
      privateDnsEnabled: true,
      subnets,
      securityGroups: props.securityGroups ?? [this.makeSecurityGroup(vpc)],
      open,
    });
    const behindAll = accessPoints.flatMap((accessPoint) => behind(accessPoint).buckets ?? []);
    for (const statement of reachable(accessPoints, [...behindAll, ...buckets])) endpoint.addToPolicy(statement);
    this.connections = endpoint.connections;
    this.vpcEndpointId = endpoint.vpcEndpointId;
  }

  /**
   * Refuses what clients ask of an access point by any other way: from the internet, from other networks.
   *
   * It stays open for services of AWS, so for CloudFront; deployments and failovers are calls to another service, and replication goes from bucket to
   * bucket. Whoever is allowed a bucket itself can still ask the bucket. Several endpoints can restrict one access point: each lets in what the
   * others do. An access point that is retained when the endpoint goes stays restricted: deploy without the restriction first.
   *
   * Errors: MRAP654 for an access point that another stack declares, whose policy cannot name the endpoint.
   *
   * @param accessPoint one that clients then reach by this endpoint only
   * @param otherVpcEndpointIds endpoints of other Regions that lead there too
   */
  public restrict(accessPoint: IMultiRegionAccessPoint, otherVpcEndpointIds: string[] = []): void {
    const elsewhere = behind(accessPoint).buckets !== undefined && Stack.of(accessPoint) !== Stack.of(this);
    assertValid(this, elsewhere ? [MRAP654_ENDPOINT_IN_ANOTHER_STACK.create({ accessPoint: accessPoint.node.path })] : []);
    restrictTo(accessPoint, [this.vpcEndpointId, ...otherVpcEndpointIds]);
  }

  private makeSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, allowAllOutbound: false, description: 'Requests to Multi-Region Access Points' });
  }
}

/** Everyone, because an endpoint decides what can be reached, not by whom; nobody is allowed anything by it alone. */
function reachable(accessPoints: readonly IMultiRegionAccessPoint[], buckets: readonly UnderlyingBucket[]): iam.PolicyStatement[] {
  const principals = [new iam.AnyPrincipal()];
  const arns = accessPoints.map(({ multiRegionAccessPointArn }) => multiRegionAccessPointArn);
  const bucketArns = [...new Set(buckets.map(({ bucketArn }) => bucketArn))];
  return [
    new iam.PolicyStatement({ principals, actions: supportedActions('bucket'), resources: [...arns, ...bucketArns] }),
    new iam.PolicyStatement({
      principals,
      actions: supportedActions('object'),
      resources: [...arns.map((arn) => `${arn}/object/*`), ...bucketArns.map((arn) => `${arn}/*`)],
    }),
  ];
}
