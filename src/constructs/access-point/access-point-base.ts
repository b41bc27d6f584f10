import type * as iam from 'aws-cdk-lib/aws-iam';
import { type IResource, Resource } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { makeDomainName } from '../../facts/identifiers';
import { type GrantedKey } from '../buckets/key-statements';
import { type GrantedMember } from './grant-target';
import { MultiRegionAccessPointGrants } from './multi-region-access-point-grants';

/**
 * An S3 Multi-Region Access Point, declared here or imported.
 */
export interface IMultiRegionAccessPoint extends IResource, refs.IMultiRegionAccessPointRef {
  /**
   * The name, which only the control plane uses; clients use the ARN.
   *
   * @attribute
   */
  readonly multiRegionAccessPointName: string;

  /**
   * The alias that S3 gave: `<letters and digits>.mrap`. It is never given out again.
   *
   * @attribute
   */
  readonly multiRegionAccessPointAlias: string;

  /**
   * The ARN, which clients use in the place of a bucket name.
   *
   * @attribute
   */
  readonly multiRegionAccessPointArn: string;

  /**
   * The host name of requests: `<alias>.accesspoint.s3-global.amazonaws.com`.
   *
   * @attribute
   */
  readonly multiRegionAccessPointDomainName: string;

  /**
   * Lets principals use the access point.
   */
  readonly grants: MultiRegionAccessPointGrants;
}

/**
 * What declared and imported access points share.
 *
 * @internal
 */
export abstract class MultiRegionAccessPointBase extends Resource implements IMultiRegionAccessPoint, iam.IResourceWithPolicyV2 {
  public abstract readonly multiRegionAccessPointName: string;
  public abstract readonly multiRegionAccessPointAlias: string;
  public abstract readonly multiRegionAccessPointArn: string;
  /** @internal */
  public abstract readonly _keys: readonly GrantedKey[];
  /** @internal */
  public abstract readonly _undelegatedMembers: readonly GrantedMember[];

  /**
   * Lets principals use the access point.
   */
  public readonly grants: MultiRegionAccessPointGrants = MultiRegionAccessPointGrants._of(this);

  /**
   * The host name of requests: `<alias>.accesspoint.s3-global.amazonaws.com`.
   *
   * @attribute
   */
  public get multiRegionAccessPointDomainName(): string {
    return makeDomainName(this.multiRegionAccessPointAlias);
  }

  /**
   * How constructs of aws-cdk-lib refer to the access point.
   */
  public get multiRegionAccessPointRef(): refs.MultiRegionAccessPointReference {
    return { multiRegionAccessPointName: this.multiRegionAccessPointName };
  }

  /**
   * The ARN of the objects whose keys match a pattern, for statements of your own.
   *
   * @param objectsKeyPattern keys of the objects, `*` and `?` being wildcards
   */
  public arnForObjects(objectsKeyPattern: string): string {
    return `${this.multiRegionAccessPointArn}/object/${objectsKeyPattern}`;
  }

  /**
   * Adds a statement to the policy of the access point.
   *
   * Actions on objects take `arnForObjects()` as resource, `s3:ListBucket` and `s3:ListBucketMultipartUploads` the ARN of the access point.
   * To an imported access point nothing can be added; the warning MRAP763 then holds the statement.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
   */
  public abstract addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}
