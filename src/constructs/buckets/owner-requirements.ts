import { Stack, StringConcat, Tokenization } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { ACCOUNT_PLACEHOLDER } from '../../diagnostics/account-placeholder';
import { type OwnerRequirements, type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { registerOwnerRequirements } from '../../validation/construct-registry';
import { isStackIndependent } from '../../validation/stack-independence';
import { toTextUnlessToken } from '../../validation/tokens';
import { isForeignBucket, type UnderlyingBucket } from './underlying-bucket';

/** Requests statements from the owner of a bucket that the library cannot add itself. */
export function requestStatementsFromBucketOwner(
  scope: IConstruct, bucket: UnderlyingBucket, requirements: OwnerRequirements,
): void {
  const account = isForeignBucket(scope, bucket) ? toTextUnlessToken(bucket.account) : undefined;
  registerOwnerRequirements(scope, { bucket: describeName(scope, bucket), account }, requirements);
}

/** Describes the name as in the template, because requirements for different buckets must not be combined. */
function describeName(scope: IConstruct, { bucketName }: UnderlyingBucket): string {
  const stack = Stack.of(scope);
  const name = Tokenization.reverseString(bucketName).mapTokens({
    mapToken: (token) => {
      const value = stack.resolve(token) as string | { readonly Ref?: string };
      return typeof value === 'string' ? value : `\${${value.Ref ?? JSON.stringify(value)}}`;
    },
  }).join(new StringConcat()) as string;
  return isStackIndependent(scope, bucketName) ? name : `${name} in stack ${stack.node.path}`;
}

/** Makes the principal for the account of a construct. The IAM policies of that account limit the access further. */
export function makeAccountPrincipal(scope: IConstruct): PolicyJson {
  return { AWS: `arn:aws:iam::${toTextUnlessToken(Stack.of(scope).account) ?? ACCOUNT_PLACEHOLDER}:root` };
}

/** Makes the statement of a key policy that allows principals to use the key of a bucket through S3. */
export function makeKeyStatement(bucket: UnderlyingBucket, principal: PolicyJson, actions: string[]): PolicyJson {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: actions,
    // In a key policy, "*" is the key itself.
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': `s3.${bucket.region}.amazonaws.com` } },
  };
}
