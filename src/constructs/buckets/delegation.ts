import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { ACCOUNT_PLACEHOLDER } from '../../diagnostics/account-placeholder';
import { checkAccessPointArn } from '../../diagnostics/checks/names';
import { MRAP744_EMPTY_LIST } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import {
  assertParameters, makeClassInstancePropertyKind, TEXT_LIST_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { toTextUnlessToken } from '../../validation/tokens';
import {
  type DelegationStatement, makeDelegationToAccessPoints, makeDelegationToAccount,
} from './delegation-statement';
import { requestStatementsFromBucketOwner } from './owner-requirements';
import { addToBucketPolicy } from './resource-policies';
import { getBucketConstruct, type UnderlyingBucket } from './underlying-bucket';

type DelegationTarget =
  | { readonly kind: 'account' }
  | { readonly kind: 'access-points'; readonly arns: string[] }
  | { readonly kind: 'none' };

const TARGETS = new WeakInternals<Delegation, DelegationTarget>('Delegation');

/**
 * Whether the policies of the underlying buckets delegate access control to the access point.
 *
 * Without delegation, every principal needs two permissions: from its own policy or the access point policy, and from
 * the policy of each bucket.
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
   * The statement never changes. It contains no alias, so it can be deployed before the access point.
   *
   * @returns the delegation of bucket policies
   */
  public static toAccount(): Delegation {
    return new Delegation({ kind: 'account' });
  }

  /**
   * Each bucket delegates only to the given access points.
   *
   * @param arns one or more ARNs of existing access points, known at synthesis
   * @returns the delegation of bucket policies
   */
  public static toAccessPoints(arns: string[]): Delegation {
    assertParameters('Delegation.toAccessPoints', { arns }, { arns: TEXT_LIST_PROPERTY_KIND });
    return new Delegation({ kind: 'access-points', arns });
  }

  /**
   * The library does not change the bucket policies.
   *
   * Grants to principals of the access point's account then include the buckets, but only for requests through the
   * access point. For all other principals, you must write the bucket policies.
   *
   * @returns the delegation of bucket policies
   */
  public static none(): Delegation {
    return new Delegation({ kind: 'none' });
  }

  private constructor(private readonly target: DelegationTarget) {
    TARGETS.set(this, this.target);
  }
}

/** The kind of a property that accepts this class. */
export const DELEGATION_PROPERTY_KIND = makeClassInstancePropertyKind(TARGETS, 'a Delegation');

/** Returns whether the buckets delegate. */
export function isBucketDelegationEnabled(delegation: Delegation): boolean {
  return TARGETS.get(delegation).kind !== 'none';
}

/** Checks the ARNs that the buckets delegate to (MRAP106, MRAP107, MRAP744). */
export function checkDelegationAccount(delegation: Delegation): Finding[] {
  const target = TARGETS.get(delegation);
  if (target.kind !== 'access-points') return [];
  const { arns } = target;
  if (arns.length === 0) return [MRAP744_EMPTY_LIST.create({ property: 'arns of Delegation.toAccessPoints' })];
  return arns.filter((arn) => toTextUnlessToken(arn) !== undefined).flatMap(checkAccessPointArn);
}

/** Adds the statement to the policy of a bucket. If this is not possible, requests it from the owner of the bucket. */
export function applyDelegation(
  delegation: Delegation, scope: IConstruct, bucket: UnderlyingBucket, account: string,
): void {
  const target = TARGETS.get(delegation);
  if (target.kind === 'none') return;
  const knownAccount = toTextUnlessToken(account);
  const construct = getBucketConstruct(bucket);
  if (construct !== undefined) {
    // If the account is a token, it is the account of the bucket, as a token of the bucket's own stack.
    const statement = makeStatement(target, construct.bucketRef.bucketArn, knownAccount ?? Stack.of(construct).account);
    if (addToBucketPolicy(construct, statement)) return;
  }
  const statement = makeStatement(target, bucket.bucketArn, knownAccount ?? ACCOUNT_PLACEHOLDER);
  requestStatementsFromBucketOwner(scope, bucket, { bucketPolicy: [{ ...statement }] });
}

/** Makes the statement of a bucket policy. Undefined without delegation. */
export function makeDelegationStatement(
  delegation: Delegation, bucketArn: string, account: string,
): DelegationStatement | undefined {
  const target = TARGETS.get(delegation);
  return target.kind === 'none' ? undefined : makeStatement(target, bucketArn, account);
}

function makeStatement(
  target: Exclude<DelegationTarget, { kind: 'none' }>, bucketArn: string, account: string,
): DelegationStatement {
  return target.kind === 'account'
    ? makeDelegationToAccount(bucketArn, account)
    : makeDelegationToAccessPoints(bucketArn, target.arns);
}
