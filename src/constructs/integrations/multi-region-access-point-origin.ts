import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { type Duration, Names, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION, MRAP605_ALL_DISTRIBUTIONS_ALLOWED, MRAP606_UNKNOWN_DISTRIBUTION_ID } from '../../diagnostics/definitions/integrations';
import { type Finding } from '../../diagnostics/finding';
import { IDENTIFIERS } from '../../facts/identifiers';
import { findRegion } from '../../facts/regions';
import { annotate, assertValid } from '../../validation/assert-valid';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { behind } from './access-point-internals';
import { DistributionAccess } from './distribution-access';
import { refuseOriginTriggers } from './lambda-edge-check';
import { letIntoMembers } from './origin-grants';

/**
 * Properties of an origin that is a Multi-Region Access Point.
 */
export interface MultiRegionAccessPointOriginProps extends cloudfront.OriginProps {
  /**
   * The ids of the distributions that use the origin, as text like `E1ABCDEF2GHIJK`, once they are deployed. Errors: MRAP606.
   *
   * The keys and the policies of the members are deployed before the access point, and that before the distribution, so at first they can only
   * let in every distribution of the account. With the ids, in a second deployment, they let in these alone.
   *
   * @default - keys and members let in every distribution of the account
   */
  readonly distributionIds?: string[];

  /**
   * How long CloudFront waits for a response, 1 to 180 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly readTimeout?: Duration;

  /**
   * How long CloudFront keeps a connection, 1 to 180 seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly keepaliveTimeout?: Duration;
}

/**
 * A Multi-Region Access Point as the origin of a CloudFront distribution, which signs its requests with SigV4A.
 *
 * The origin access control comes along, and CloudFront may read: by the policy of the access point, which names the distribution, by the members,
 * which leave the decision to the access point or, with `Delegation.none()`, let CloudFront in themselves, and by the policies of their keys.
 * Nothing else is allowed anything.
 *
 * Errors: MRAP602 for members in opt-in Regions, MRAP603 for Lambda@Edge triggers on requests to the origin or its responses; triggers on viewers'
 * requests and CloudFront Functions work. Warnings hold what is not ours to write: MRAP555 and MRAP208 for keys and members, MRAP761 for keys that
 * are known by ARN alone, MRAP763 for an imported access point.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html
 *
 * @example
 * new cloudfront.Distribution(stack, 'Distribution', {
 *   defaultBehavior: { origin: new MultiRegionAccessPointOrigin(accessPoint) },
 * });
 */
export class MultiRegionAccessPointOrigin extends HttpOrigin {
  private readonly accessPoint: IMultiRegionAccessPoint;
  private readonly options: MultiRegionAccessPointOriginProps;

  constructor(accessPoint: IMultiRegionAccessPoint, props: MultiRegionAccessPointOriginProps = {}) {
    // HTTPS alone, TLS 1.2 and IPv4 are what HttpOrigin does by default, and all that access points speak.
    super(accessPoint.multiRegionAccessPointDomainName, props);
    assertValid(accessPoint, [...checkRegions(accessPoint), ...checkIds(props.distributionIds)]);
    this.accessPoint = accessPoint;
    this.options = props;
  }

  /**
   * Makes the origin access control, and lets the distribution in. aws-cdk-lib calls it.
   */
  public override bind(scope: Construct, options: cloudfront.OriginBindOptions): cloudfront.OriginBindConfig {
    const { originProperty, ...bound } = super.bind(scope, options);
    refuseOriginTriggers(scope, originProperty!.id);
    this.letIn(scope, options.distributionId);
    const originAccessControlId = this.options.originAccessControlId ?? makeControl(scope).attrId;
    return { ...bound, originProperty: { ...originProperty!, originAccessControlId } };
  }

  private letIn(scope: Construct, distributionId: string | undefined): void {
    const { accessPoint, options: { distributionIds: ids } } = this;
    const { account } = Stack.of(scope);
    const narrowed = ids === undefined ? DistributionAccess.toAll(account) : DistributionAccess.to(account, ids);
    const members = behind(accessPoint);
    letIntoMembers(accessPoint, members, narrowed);

    const nameable = distributionId !== undefined && Stack.of(scope) === Stack.of(accessPoint) && members.buckets !== undefined;
    const access = nameable ? DistributionAccess.to(account, [distributionId]) : narrowed;
    members.policy?.addToResourcePolicy(access.readAccessPoint(`${accessPoint.multiRegionAccessPointArn}/object/*`));
    if (members.buckets !== undefined && !nameable && ids === undefined) annotate(accessPoint, MRAP605_ALL_DISTRIBUTIONS_ALLOWED.create({ distribution: scope.node.path }));
  }
}

/**
 * By hand: the L2 of older versions of aws-cdk-lib knows no SigV4A. Its name, which is unique in the account, changes with the construct's place, as
 * its successor is made before it goes.
 */
function makeControl(scope: Construct): cloudfront.CfnOriginAccessControl {
  return new cloudfront.CfnOriginAccessControl(scope, 'OriginAccessControl', {
    originAccessControlConfig: {
      name: Names.uniqueResourceName(scope, { maxLength: 64 }),
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4a',
    },
  });
}

/** Row F2. */
function checkRegions(accessPoint: IMultiRegionAccessPoint): Finding[] {
  const regions = (behind(accessPoint).buckets ?? []).map(({ region }) => resolvedOrUndefined(region) ?? '').filter((region) => findRegion(region)?.support === 'opt-in');
  return regions.length === 0 ? [] : [MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION.create({ regions })];
}

/** Row F6: an id that the same deployment makes would be a circle. */
function checkIds(ids: readonly string[] | undefined): Finding[] {
  if (ids === undefined) return [];
  const wrong = ids.filter((id) => !IDENTIFIERS.DISTRIBUTION_ID.pattern.test(resolvedOrUndefined(id) ?? ''));
  return ids.length === 0 || wrong.length > 0 ? [MRAP606_UNKNOWN_DISTRIBUTION_ID.create({ ids: ids.map((id) => resolvedOrUndefined(id) ?? '(token)') })] : [];
}
