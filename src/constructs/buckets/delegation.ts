import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { checkArn } from '../../diagnostics/checks/names';
import { type Finding } from '../../diagnostics/finding';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type DelegationStatement, delegationToAccessPoints, delegationToAccount } from './delegation-statement';
import { requestBucketPolicyFromOwner } from './owner-requirements';
import { type UnderlyingBucket } from './underlying-bucket';

/** Where an account is not known at synthesis, whoever pastes the statement knows it. */
const ACCOUNT_PLACEHOLDER = '<account of the access point>';

/**
 * Whether the policies of the underlying buckets leave access decisions to the access point.
 *
 * Without it every principal must be allowed twice: by its own policy or the access point's, and by each bucket's.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
 *
 * @example
 * Delegation.toAccount();
 */
export class Delegation {
  /**
   * Each bucket delegates to every Multi-Region Access Point of the account that owns the access point.
   *
   * One statement that never changes: it needs no alias, so it is there before the access point is.
   */
  public static toAccount(): Delegation {
    return new Delegation((bucketArn, account) => delegationToAccount(bucketArn, account));
  }

  /**
   * Each bucket delegates to these access points alone.
   *
   * @param arns ARNs known at synthesis, of access points that exist already
   */
  public static toAccessPoints(arns: string[]): Delegation {
    return new Delegation((bucketArn) => delegationToAccessPoints(bucketArn, arns), arns);
  }

  /**
   * The bucket policies are left alone.
   *
   * Grants then allow principals of the access point's account the buckets too, through the access point only; for anyone else the bucket
   * policies are yours to write.
   */
  public static none(): Delegation {
    return new Delegation();
  }

  private constructor(
    private readonly statementFor?: (bucketArn: string, account: string) => DelegationStatement,
    private readonly arns: string[] = [],
  ) {}

  /**
   * Whether buckets delegate.
   *
   * @internal
   */
  public _isDelegated(): boolean {
    return this.statementFor !== undefined;
  }

  /** @internal */
  public _check(): Finding[] {
    return this.arns.filter((arn) => resolvedOrUndefined(arn) !== undefined).flatMap(checkArn);
  }

  /**
   * Adds the statement to the policy of a bucket; where it cannot be added, its owner is asked to.
   *
   * @internal
   */
  public _apply(scope: IConstruct, bucket: UnderlyingBucket, account: string): void {
    const { statementFor } = this;
    if (statementFor === undefined) return;
    const statement = (bucketArn: string, accountThere: string) => statementFor(bucketArn, resolvedOrUndefined(account) ?? accountThere);
    const added = bucket._construct !== undefined && addToPolicy(bucket._construct, statement);
    if (!added) requestBucketPolicyFromOwner(scope, bucket, { bucketPolicy: [{ ...statement(bucket.bucketArn, ACCOUNT_PLACEHOLDER) }] });
  }
}

/** Whether the policy of the bucket took the statement. An account unknown to the access point's stack is the bucket's, seen from its own. */
function addToPolicy(bucket: refs.IBucketRef, statement: (bucketArn: string, accountThere: string) => DelegationStatement): boolean {
  const policyHolder = iam.ResourceWithPolicies.of(bucket);
  const json = statement(bucket.bucketRef.bucketArn, Stack.of(bucket).account);
  return policyHolder?.addToResourcePolicy(iam.PolicyStatement.fromJson(json)).statementAdded ?? false;
}
