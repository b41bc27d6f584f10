import type * as iam from 'aws-cdk-lib/aws-iam';
import { type IResource } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { makeObjectWithMemberPropertyKind, type PropertyKind } from '../../validation/assert-properties';
import { type MultiRegionAccessPointGrants } from './multi-region-access-point-grants';

/**
 * An S3 Multi-Region Access Point that this application declares or imports.
 */
export interface IMultiRegionAccessPoint extends IResource, refs.IMultiRegionAccessPointRef {
  /**
   * The name of the access point. Only control plane operations use it; clients use the ARN.
   *
   * @attribute
   */
  readonly multiRegionAccessPointName: string;

  /**
   * The alias of the access point, `<letters and digits>.mrap`. S3 generates it and never reuses it.
   *
   * @attribute
   */
  readonly multiRegionAccessPointAlias: string;

  /**
   * The ARN of the access point. Clients use it instead of a bucket name.
   *
   * @attribute
   */
  readonly multiRegionAccessPointArn: string;

  /**
   * The host name for requests, `<alias>.accesspoint.s3-global.amazonaws.com`.
   *
   * @attribute
   */
  readonly multiRegionAccessPointDomainName: string;

  /**
   * Grants principals access to the access point.
   */
  readonly grants: MultiRegionAccessPointGrants;

  /**
   * Returns the ARN of objects with matching keys, for your own policy statements.
   *
   * @param objectsKeyPattern the pattern of the object keys, with the wildcards `*` and `?`
   * @returns the ARN of the objects
   */
  arnForObjects(objectsKeyPattern: string): string;

  /**
   * Adds a statement to the access point policy. An imported access point keeps its policy and reports MRAP763.
   *
   * @param statement the statement to add
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
   * @returns whether the statement was added to a policy
   */
  addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/** The kind of a property that accepts an access point. */
export const ACCESS_POINT_PROPERTY_KIND: PropertyKind = makeObjectWithMemberPropertyKind(
  'multiRegionAccessPointArn', 'a Multi-Region Access Point',
);
