import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Mixin } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { Delegation, makeDelegationStatement } from './delegation';
import { addToBucketPolicy } from './resource-policies';

/**
 * Properties for the delegation of a bucket.
 */
export interface UnderlyingBucketDelegationProps {
  /**
   * The access points that the bucket delegates to.
   *
   * @default Delegation.toAccount()
   */
  readonly delegation?: Delegation;

  /**
   * The account of the access points.
   *
   * @default - the account of the stack of the bucket
   */
  readonly account?: string;
}

/**
 * A mixin that adds the delegation to the policy of a bucket.
 *
 * The bucket can then be an underlying bucket of an access point that another application declares. `UnderlyingBucket`
 * adds the same statement for an access point of this application.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
 *
 * @example
 * Mixins.of(stack).apply(new UnderlyingBucketDelegation({ account: '111122223333' }));
 */
export class UnderlyingBucketDelegation extends Mixin {
  /**
   * @param props the access points that the bucket delegates to
   */
  constructor(private readonly props: UnderlyingBucketDelegationProps = {}) {
    super();
  }

  /**
   * Returns whether a construct is the L1 of a bucket.
   *
   * @param construct a construct
   * @returns whether the mixin can change the construct
   */
  public override supports(construct: IConstruct): boolean {
    return s3.CfnBucket.isCfnBucket(construct);
  }

  /**
   * Adds the delegation to the policy of a bucket.
   *
   * @param construct the L1 of a bucket
   */
  public override applyTo(construct: IConstruct): void {
    if (!s3.CfnBucket.isCfnBucket(construct)) return;
    const { delegation = Delegation.toAccount(), account = construct.stack.account } = this.props;
    const statement = makeDelegationStatement(delegation, construct.attrArn, account);
    if (statement !== undefined) addToBucketPolicy(findPolicyOwner(construct), statement);
  }
}

/** The L2 of a bucket creates its own policy, so a statement for the L1 must be added to it. */
function findPolicyOwner(bucket: s3.CfnBucket): refs.IBucketRef {
  const parent = bucket.node.scope as (IConstruct & Partial<iam.IResourceWithPolicyV2>) | undefined;
  const isOwner = parent?.node.defaultChild === bucket && parent.addToResourcePolicy !== undefined;
  return isOwner ? parent as unknown as refs.IBucketRef : bucket;
}
