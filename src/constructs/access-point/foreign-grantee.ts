import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { MRAP781_GRANTEE_WITHOUT_NAME } from '../../diagnostics/definitions/environments';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { isStackIndependent } from '../../validation/stack-independence';
import { toTextUnlessToken } from '../../validation/tokens';

/** A role or user of another account. */
export interface ForeignGrantee {
  readonly principal: iam.IPrincipal;
  readonly account: string;
  readonly arn: string;
}

/** Returns whether a grantee belongs to another account. aws-cdk-lib reports success for roles of other accounts. */
export function isGranteeOfAnotherAccount(target: IConstruct, targetAccount: string, grantee: iam.IGrantable): boolean {
  const granteeAccount = toTextUnlessToken(grantee.grantPrincipal.principalAccount);
  const account = toTextUnlessToken(targetAccount) ?? toTextUnlessToken(Stack.of(target).account);
  return granteeAccount !== undefined && account !== undefined && granteeAccount !== account;
}

/**
 * Describes a grantee of another account, or returns undefined for a principal without an ARN, such as an account.
 *
 * Throws MRAP781 for a role or user of this application without a name that is known at synthesis.
 */
export function findForeignGrantee(target: IConstruct, grantee: iam.IGrantable): ForeignGrantee | undefined {
  const principal = grantee.grantPrincipal as iam.IPrincipal & Partial<iam.IRole> & Partial<iam.IUser>;
  const account = principal.principalAccount;
  const arn = principal.roleArn ?? principal.userArn;
  if (arn === undefined || account === undefined) return undefined;
  assertNamed(target, principal, arn);
  return { principal, account, arn };
}

/**
 * Makes the principal for the statements of resource policies.
 *
 * S3 and KMS reject a policy with a role that does not exist. The account exists before its roles, so the stack with
 * the policy can be deployed before the stack with the role.
 */
export function makeForeignPrincipal({ account, arn }: Omit<ForeignGrantee, 'principal'>): iam.IPrincipal {
  return new iam.PrincipalWithConditions(
    new iam.ArnPrincipal(`arn:aws:iam::${account}:root`), { ArnLike: { 'aws:PrincipalArn': arn } });
}

/** Returns whether a grantee is the account of the access point, which the policy of every new key allows. */
export function isRootOfAccount(target: IConstruct, grantee: iam.IGrantable): boolean {
  const { grantPrincipal: principal } = grantee;
  return principal instanceof iam.AccountPrincipal
    && !isGranteeOfAnotherAccount(target, Stack.of(target).account, grantee)
    && Object.keys(principal.policyFragment.conditions).length === 0;
}

/** Returns whether all ARNs of a grantee are in the account of the access point. */
export function isInAccountOf(target: IConstruct, { grantPrincipal }: iam.IGrantable): boolean {
  const { AWS: arns = [], ...others } = grantPrincipal.policyFragment.principalJson;
  return Object.keys(others).length === 0 && arns.length > 0
    && arns.every((arn) => arn.includes(`:iam::${Stack.of(target).account}:`));
}

/**
 * Returns a grantee as the principal of key policies, or undefined if it is everyone, or refers to a resource: the
 * stack of another Region deploys before the resource.
 */
export function findPrincipalForKeys(target: IConstruct, grantee: iam.IGrantable): iam.IPrincipal | undefined {
  const { grantPrincipal: principal } = grantee;
  const { principalJson, conditions } = principal.policyFragment;
  const isEveryone = JSON.stringify(principalJson).includes('"*"') && Object.keys(conditions).length === 0;
  const isIndependent = isStackIndependent(target, JSON.stringify([principalJson, conditions]));
  return isEveryone || !isIndependent ? undefined : principal;
}

/** Deploys the stack of a grantee after the access point, because the policies of the grantee contain its alias. */
export function deployGranteeStackAfter({ principal }: ForeignGrantee, target: IConstruct): void {
  if (Construct.isConstruct(principal) && Stack.of(principal) !== Stack.of(target)) {
    principal.node.addDependency(target);
  }
}

/** Only a name that is known at synthesis can be part of a template for another environment. */
function assertNamed(target: IConstruct, principal: iam.IPrincipal, arn: string): void {
  try {
    Stack.of(target).resolve(arn);
  } catch {
    const grantee = Construct.isConstruct(principal) ? principal.node.path : String(principal);
    throw new MrapValidationError([MRAP781_GRANTEE_WITHOUT_NAME.create({ grantee })], target);
  }
}
