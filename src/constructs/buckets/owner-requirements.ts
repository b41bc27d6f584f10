import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type OwnerRequirements, type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { registerOwnerRequirements } from '../../validation/construct-registry';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type UnderlyingBucket } from './underlying-bucket';

/** Where an account is not known at synthesis, whoever pastes the statement knows it. */
const ACCOUNT_PLACEHOLDER = '<account of the access point>';

/** Asks the owner of a bucket to add what cannot be added from here. */
export function requestBucketPolicyFromOwner(scope: IConstruct, bucket: UnderlyingBucket, needs: OwnerRequirements): void {
  const account = bucket._isForeignTo(scope) ? resolvedOrUndefined(bucket.account) : undefined;
  registerOwnerRequirements(scope, { bucket: resolvedOrUndefined(bucket.bucketName) ?? '(unknown)', account }, needs);
}

/** The account of a construct, as a principal: its IAM decides further. */
export function accountPrincipal(scope: IConstruct): PolicyJson {
  return { AWS: `arn:aws:iam::${resolvedOrUndefined(Stack.of(scope).account) ?? ACCOUNT_PLACEHOLDER}:root` };
}

/** What lets principals use the key of a bucket by S3 alone. */
export function keyStatement(bucket: UnderlyingBucket, principal: PolicyJson, actions: string[]): PolicyJson {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: actions,
    // In the policy of a key that is the key.
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': `s3.${bucket.region}.amazonaws.com` } },
  };
}

/** The key of another account's bucket must let in whoever the access point lets in. */
export function requestKeyPolicyFromOwner(scope: IConstruct, bucket: UnderlyingBucket): void {
  if (!bucket._isForeignTo(scope) || bucket.encryptionKeyArn === undefined) return;
  requestBucketPolicyFromOwner(scope, bucket, { keyPolicy: [keyStatement(bucket, accountPrincipal(scope), ['kms:Decrypt', 'kms:GenerateDataKey'])] });
}
