import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import {
  MRAP653_ENDPOINT_WITH_UNKNOWN_MEMBERS, MRAP655_VPC_IN_ANOTHER_REGION, MRAP656_ACCESS_POINT_NOT_SERVED,
  MRAP657_MALFORMED_ENDPOINT_ID,
} from '../../diagnostics/definitions/integrations';
import { MRAP744_EMPTY_LIST } from '../../diagnostics/definitions/options';
import { type Finding, renderFindingAsMessage } from '../../diagnostics/finding';
import { supportedActions } from '../../facts/data-plane';
import {
  assertProperties, makeListPropertyKind, makeObjectWithMemberPropertyKind, makeOptionalPropertyKind,
  OPTIONAL_BOOLEAN_PROPERTY_KIND, OPTIONAL_OBJECT_PROPERTY_KIND, type PropertyKind, KNOWN_TEXT_LIST_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { toTextUnlessToken } from '../../validation/tokens';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { listMemberArns } from '../access-point/access-point-internals';
import { UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { suppressCidrReferenceFindings } from './security-group-nag-suppressions';
import { checkEndpointPolicySize, checkVpcDns, registerEndpointOfVpc } from './vpc-checks';
import {
  makeAccessPointArnForVpcEndpoint, registerVpcEndpoint, restrictAccessPointToVpcEndpoints,
} from './vpc-restriction';

/**
 * Properties for a VPC endpoint for Multi-Region Access Points.
 */
export interface MultiRegionAccessPointVpcEndpointProps {
  /**
   * The VPC of the endpoint.
   *
   * DNS support and DNS host names must be enabled, which is the default. In the VPC, the host names of access points
   * resolve to the endpoint, so a VPC can have only one endpoint. Errors: MRAP655, MRAP658, MRAP659.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The access points that the endpoint serves. The endpoint serves no other access points, and a VPC has one endpoint.
   *
   * Errors: MRAP744, MRAP224.
   */
  readonly multiRegionAccessPoints: IMultiRegionAccessPoint[];

  /**
   * The underlying buckets of imported access points. The endpoint policy must allow them as well.
   *
   * Errors: MRAP653.
   *
   * @default - the buckets of the access points that this application declares
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The subnets of the endpoint, one in each availability zone.
   *
   * @default - private subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * The security groups of the endpoint.
   *
   * @default - a new security group without outbound rules
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether all resources in the VPC may connect. Otherwise, allow connections with `connections`.
   *
   * @default true
   */
  readonly open?: boolean;
}

const SECURITY_GROUP_LIST = makeListPropertyKind(makeObjectWithMemberPropertyKind('connections', 'SecurityGroup'));
const SECURITY_GROUPS_PROPERTY_KIND: PropertyKind = {
  name: `${SECURITY_GROUP_LIST.name}, not empty`,
  accepts: (value) => SECURITY_GROUP_LIST.accepts(value) && (value as unknown[]).length > 0,
};

/**
 * An interface VPC endpoint for Multi-Region Access Points. Requests to it do not leave the AWS network.
 *
 * All requests from the VPC to any access point use this endpoint, so include all access points that clients in the VPC
 * use. The endpoint policy allows the access points and their underlying buckets, because S3 also evaluates the policy
 * for the bucket that receives a request. The policies of principals and of the access points limit the access further.
 * AWS charges for each hour in each availability zone and for each gigabyte.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html
 *
 * @example
 * const endpoint = new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', {
 *   vpc,
 *   multiRegionAccessPoints: [accessPoint],
 * });
 * endpoint.restrict(accessPoint);
 */
@propertyInjectable
export class MultiRegionAccessPointVpcEndpoint extends Construct implements ec2.IConnectable {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionAccessPointVpcEndpoint';

  /**
   * The network connections of the endpoint.
   */
  public readonly connections: ec2.Connections;

  /**
   * The id of the endpoint, `vpce-…`.
   *
   * @attribute
   */
  public readonly vpcEndpointId: string;

  private readonly accessPoints: readonly IMultiRegionAccessPoint[];

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: MultiRegionAccessPointVpcEndpointProps) {
    super(scope, id);
    assertProperties(this, props, {
      vpc: makeObjectWithMemberPropertyKind('vpcId', 'a VPC'),
      multiRegionAccessPoints: makeListPropertyKind(ACCESS_POINT_PROPERTY_KIND),
      buckets: makeOptionalPropertyKind(makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND)),
      subnets: OPTIONAL_OBJECT_PROPERTY_KIND,
      open: OPTIONAL_BOOLEAN_PROPERTY_KIND,
      securityGroups: makeOptionalPropertyKind(SECURITY_GROUPS_PROPERTY_KIND),
    });
    const { vpc, multiRegionAccessPoints: accessPoints, buckets = [], subnets, open } = props;
    const unknown = accessPoints.filter((accessPoint) => listMemberArns(accessPoint) === undefined);
    assertNoErrorsAndAnnotateFindings(this, buckets.length > 0 ? [] : unknown.map(({ node }) =>
      MRAP653_ENDPOINT_WITH_UNKNOWN_MEMBERS.create({ accessPoint: node.path })));

    assertNoErrorsAndAnnotateFindings(this, [
      ...(accessPoints.length === 0 ? [MRAP744_EMPTY_LIST.create({ property: 'multiRegionAccessPoints' })] : []),
      ...this.checkRegion(vpc),
      ...checkVpcDns(vpc),
      ...registerEndpointOfVpc(this, vpc),
    ]);

    const endpoint = new ec2.InterfaceVpcEndpoint(this, 'Resource', {
      vpc,
      service: ec2.InterfaceVpcEndpointAwsService.S3_MULTI_REGION_ACCESS_POINTS,
      privateDnsEnabled: true,
      subnets,
      securityGroups: props.securityGroups ?? [this.createSecurityGroup(vpc)],
      open,
    });
    const members = accessPoints.flatMap((accessPoint) => listMemberArns(accessPoint) ?? []);
    const arns = accessPoints.map((accessPoint) => makeAccessPointArnForVpcEndpoint(accessPoint, this));
    const statements = makeEndpointStatements(arns, [
      ...members, ...buckets.map(({ bucketArn }) => bucketArn),
    ]);
    for (const statement of statements) endpoint.addToPolicy(statement);
    this.connections = endpoint.connections;
    this.vpcEndpointId = endpoint.vpcEndpointId;
    this.accessPoints = accessPoints;
    for (const accessPoint of accessPoints) registerVpcEndpoint(accessPoint, this);
    const resource = endpoint.node.defaultChild as CfnResource;
    this.node.addValidation({
      validate: () => checkEndpointPolicySize(this, resource, accessPoints.length).map(renderFindingAsMessage),
    });
  }

  /**
   * Denies requests to an access point that do not use this endpoint, for example from the internet.
   *
   * Requests by AWS services such as CloudFront remain possible. Deployments, failovers and replication are not
   * affected, because they do not use the access point. Principals with direct bucket permissions can still access the
   * bucket directly.
   *
   * Requests through every endpoint of the application that serves the access point remain allowed, in all Regions.
   * A retained access point stays restricted after its endpoint is deleted. To remove the endpoint, first deploy
   * without the restriction.
   *
   * The stack of an endpoint in another Region deploys before the stack of the access point, whose policy contains the
   * id of the endpoint. The policy of this endpoint allows all access points of the account. Errors: MRAP654 if the
   * stack of the endpoint depends on the stack of the access point, MRAP656 if the endpoint does not serve the access
   * point, and MRAP657 for a malformed id.
   *
   * @param accessPoint the access point to restrict, one of `multiRegionAccessPoints`
   * @param otherVpcEndpointIds the ids of endpoints of other applications that remain allowed
   */
  public restrict(accessPoint: IMultiRegionAccessPoint, otherVpcEndpointIds: string[] = []): void {
    assertProperties(this, { accessPoint, otherVpcEndpointIds }, {
      accessPoint: ACCESS_POINT_PROPERTY_KIND, otherVpcEndpointIds: KNOWN_TEXT_LIST_PROPERTY_KIND,
    });
    assertNoErrorsAndAnnotateFindings(this, [
      ...this.checkServed(accessPoint),
      ...checkEndpointIds(otherVpcEndpointIds),
    ]);
    // An access point that another construct imports has the same ARN.
    if (!this.accessPoints.includes(accessPoint)) registerVpcEndpoint(accessPoint, this);
    restrictAccessPointToVpcEndpoints(accessPoint, otherVpcEndpointIds);
  }

  /** The policy of the endpoint allows no other access point (MRAP656). */
  private checkServed(accessPoint: IMultiRegionAccessPoint): Finding[] {
    const arn = accessPoint.multiRegionAccessPointArn;
    const isServed = this.accessPoints.some((served) => served.multiRegionAccessPointArn === arn);
    return isServed ? [] : [MRAP656_ACCESS_POINT_NOT_SERVED.create({
      accessPoint: accessPoint.node.path, endpoint: this.node.path,
    })];
  }

  /** EC2 creates the endpoint in the Region of its VPC (MRAP655). */
  private checkRegion(vpc: ec2.IVpc): Finding[] {
    const [region, stackRegion] = [vpc.env.region, Stack.of(this).region].map(toTextUnlessToken);
    const isKnown = region !== undefined && stackRegion !== undefined;
    return isKnown && region !== stackRegion
      ? [MRAP655_VPC_IN_ANOTHER_REGION.create({ vpc: vpc.node.path, region, stackRegion })]
      : [];
  }

  private createSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, allowAllOutbound: false, description: 'Requests to Multi-Region Access Points',
    });
    suppressCidrReferenceFindings(securityGroup);
    return securityGroup;
  }
}

function checkEndpointIds(ids: readonly string[]): Finding[] {
  const malformed = ids.filter((id) => toTextUnlessToken(id)?.startsWith('vpce-') === false);
  return malformed.length === 0 ? [] : [MRAP657_MALFORMED_ENDPOINT_ID.create({ ids: malformed })];
}

/**
 * Makes the statements of the endpoint policy.
 *
 * They allow all principals, because an endpoint policy only limits the resources. It grants no permissions.
 */
function makeEndpointStatements(
  arns: readonly string[], memberArns: readonly string[],
): iam.PolicyStatement[] {
  const principals = [new iam.AnyPrincipal()];
  const bucketArns = [...new Set(memberArns)];
  return [
    new iam.PolicyStatement({ principals, actions: supportedActions('bucket'), resources: [...arns, ...bucketArns] }),
    new iam.PolicyStatement({
      principals,
      actions: supportedActions('object'),
      resources: [...arns.map((arn) => `${arn}/object/*`), ...bucketArns.map((arn) => `${arn}/*`)],
    }),
  ];
}
