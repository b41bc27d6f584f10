import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Duration, Names, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import {
  MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION, MRAP605_ALL_DISTRIBUTIONS_ALLOWED, MRAP606_UNKNOWN_DISTRIBUTION_ID,
} from '../../diagnostics/definitions/integrations';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import { findRegion } from '../../facts/regions';
import {
  assertParameters, OBJECT_PROPERTY_KIND, OPTIONAL_DURATION_PROPERTY_KIND, OPTIONAL_TEXT_LIST_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { addFindingAnnotation, assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { toTextUnlessToken } from '../../validation/tokens';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { findAccessPointDeclaration } from '../access-point/access-point-internals';
import { CloudFrontAccessStatementFactory } from './distribution-access';
import { rejectOriginTriggers } from './lambda-edge-check';
import { grantMemberAccess } from './origin-grants';

/** The longest timeouts of an origin in seconds. */
const MAX_TIMEOUT = 180;

/**
 * Properties for an origin that is a Multi-Region Access Point.
 */
export interface MultiRegionAccessPointOriginProps extends cloudfront.OriginProps {
  /**
   * The ids of the distributions that use the origin, for example `E1ABCDEF2GHIJK`. Errors: MRAP606.
   *
   * The policies of keys and members are deployed before the access point, and the access point before the
   * distribution. Therefore these policies initially allow every distribution of the account. To allow only your
   * distributions, deploy again with their ids.
   *
   * @default - keys and members allow every distribution of the account
   */
  readonly distributionIds?: string[];

  /**
   * The time that CloudFront waits for a response, 1 to 180 seconds. Errors: MRAP788.
   *
   * @default Duration.seconds(30)
   */
  readonly readTimeout?: Duration;

  /**
   * The time that CloudFront keeps an idle connection, 1 to 180 seconds. Errors: MRAP788.
   *
   * @default Duration.seconds(5)
   */
  readonly keepaliveTimeout?: Duration;
}

/**
 * A Multi-Region Access Point as the origin of a CloudFront distribution.
 *
 * The construct creates an origin access control, with which CloudFront signs its requests with SigV4A. It allows
 * CloudFront to read objects in three policies. The access point policy allows the distribution. The policies of the
 * members delegate to the access point or, with `Delegation.none()`, allow CloudFront. The policies of the KMS keys
 * allow CloudFront to decrypt. No other access is granted.
 *
 * Errors: MRAP602 for members in opt-in Regions, and MRAP603 for Lambda@Edge triggers on origin requests and responses.
 * Triggers on viewer requests and CloudFront Functions are supported. Warnings contain the statements that the library
 * cannot add: MRAP555 and MRAP208 for keys and members, MRAP761 for keys that are given by ARN, and MRAP763 for an
 * imported access point.
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

  /**
   * Creates an origin for a distribution.
   *
   * @param accessPoint the access point
   * @param props properties of the origin
   */
  constructor(accessPoint: IMultiRegionAccessPoint, props: MultiRegionAccessPointOriginProps = {}) {
    assertParameters('MultiRegionAccessPointOrigin', { accessPoint, props, ...props }, {
      accessPoint: ACCESS_POINT_PROPERTY_KIND,
      props: OBJECT_PROPERTY_KIND,
      distributionIds: OPTIONAL_TEXT_LIST_PROPERTY_KIND,
      readTimeout: OPTIONAL_DURATION_PROPERTY_KIND,
      keepaliveTimeout: OPTIONAL_DURATION_PROPERTY_KIND,
    });
    // The defaults of HttpOrigin, HTTPS with TLS 1.2 and IPv4, are the only protocols that access points support.
    super(accessPoint.multiRegionAccessPointDomainName, props);
    assertNoErrorsAndAnnotateFindings(accessPoint, [
      ...checkRegions(accessPoint), ...checkIds(props.distributionIds), ...checkTimeouts(props),
    ]);
    this.accessPoint = accessPoint;
    this.options = props;
  }

  /**
   * Creates the origin access control and grants the distribution access. aws-cdk-lib calls this method.
   *
   * @param scope the scope of the origin in the distribution
   * @param options options from the distribution
   * @returns the configuration of the origin
   */
  public override bind(scope: Construct, options: cloudfront.OriginBindOptions): cloudfront.OriginBindConfig {
    const { originProperty, ...bound } = super.bind(scope, options);
    rejectOriginTriggers(scope, originProperty!.id);
    this.grantAccess(scope, options.distributionId);
    const originAccessControlId = this.options.originAccessControlId ?? createOriginAccessControl(scope).attrId;
    return { ...bound, originProperty: { ...originProperty!, originAccessControlId } };
  }

  private grantAccess(scope: Construct, distributionId: string | undefined): void {
    const { accessPoint, options: { distributionIds: ids } } = this;
    const { account } = Stack.of(scope);
    const givenAccess = ids === undefined
      ? CloudFrontAccessStatementFactory.toAll(account)
      : CloudFrontAccessStatementFactory.to(account, ids);
    grantMemberAccess(accessPoint, givenAccess);

    // The access point policy can refer to a distribution of the same stack.
    const isDeclared = findAccessPointDeclaration(accessPoint) !== undefined;
    const canRefer = distributionId !== undefined && isDeclared && Stack.of(scope) === Stack.of(accessPoint);
    const access = canRefer ? CloudFrontAccessStatementFactory.to(account, [distributionId]) : givenAccess;
    const statement = access.makeAccessPointStatement(`${accessPoint.multiRegionAccessPointArn}/object/*`);
    iam.ResourceWithPolicies.of(accessPoint)?.addToResourcePolicy(statement);
    if (!isDeclared || canRefer || ids !== undefined) return;
    addFindingAnnotation(accessPoint, MRAP605_ALL_DISTRIBUTIONS_ALLOWED.create({ distribution: scope.node.path }));
  }
}

/**
 * Creates the origin access control with the L1, because the L2 of older versions of aws-cdk-lib does not support
 * SigV4A.
 *
 * The name must be unique in the account. It changes with the construct path, because CloudFormation creates a
 * replacement before it deletes the old resource.
 */
function createOriginAccessControl(scope: Construct): cloudfront.CfnOriginAccessControl {
  return new cloudfront.CfnOriginAccessControl(scope, 'OriginAccessControl', {
    originAccessControlConfig: {
      name: Names.uniqueResourceName(scope, { maxLength: 64 }),
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4a',
    },
  });
}

/** Checks that no member is in an opt-in Region (MRAP602). */
function checkRegions(accessPoint: IMultiRegionAccessPoint): Finding[] {
  const buckets = findAccessPointDeclaration(accessPoint)?.buckets ?? [];
  const regions = buckets.map(({ region }) => toTextUnlessToken(region) ?? '')
    .filter((region) => findRegion(region)?.support === 'opt-in');
  return regions.length === 0 ? [] : [MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION.create({ regions })];
}

/** Checks the timeouts. CloudFront accepts more only if AWS raises the quota, which templates do not show. */
function checkTimeouts(props: MultiRegionAccessPointOriginProps): Finding[] {
  return (['readTimeout', 'keepaliveTimeout'] as const).flatMap((property) => {
    const timeout = props[property];
    if (timeout === undefined || timeout.isUnresolved()) return [];
    const seconds = timeout.toSeconds({ integral: false });
    if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_TIMEOUT) return [];
    return [MRAP788_INVALID_PROPERTY.create({
      property, got: `${seconds} seconds`, expected: `1 to ${MAX_TIMEOUT} seconds`,
    })];
  });
}

/** Checks the given ids (MRAP606). The id of a distribution of the same deployment would be a circular reference. */
function checkIds(ids: readonly string[] | undefined): Finding[] {
  if (ids === undefined) return [];
  const isValid = (id: string) => IDENTIFIER_FORMS.DISTRIBUTION_ID.pattern.test(toTextUnlessToken(id) ?? '');
  if (ids.length > 0 && ids.every(isValid)) return [];
  return [MRAP606_UNKNOWN_DISTRIBUTION_ID.create({ ids: ids.map((id) => toTextUnlessToken(id) ?? '(token)') })];
}
