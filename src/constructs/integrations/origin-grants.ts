import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { MRAP761_KEY_POLICY_LACKS_GRANTEE } from '../../diagnostics/definitions/options';
import { annotate } from '../../validation/assert-valid';
import { resolvedOrUndefined } from '../../validation/tokens';
import { requestBucketPolicyFromOwner } from '../buckets/owner-requirements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type Behind } from './access-point-internals';
import { type DistributionAccess } from './distribution-access';

/** Lets distributions in to what is behind an access point: to keys, and to members that do not leave the decision to the access point. */
export function letIntoMembers(accessPoint: IConstruct, { buckets = [], keys, undelegated }: Behind, access: DistributionAccess): void {
  const { account } = Stack.of(accessPoint);
  for (const bucket of buckets) {
    if (undelegated.includes(bucket)) {
      const statement = access.readMember(bucket.bucketArn, account);
      const holder = bucket._construct && iam.ResourceWithPolicies.of(bucket._construct);
      if (!add(holder, statement)) requestBucketPolicyFromOwner(accessPoint, bucket, { bucketPolicy: [statement] });
    }
    letIntoKey(accessPoint, bucket, access.decrypt());
  }
  const unreachable = keys.filter(({ decryptOnly }) => buckets.length === 0 || decryptOnly);
  if (unreachable.length === 0) return;
  annotate(accessPoint, MRAP761_KEY_POLICY_LACKS_GRANTEE.create({ grantee: 'cloudfront.amazonaws.com', keys: unreachable.map(({ arn }) => resolvedOrUndefined(arn) ?? '(key of the member)') }));
}

function letIntoKey(accessPoint: IConstruct, bucket: UnderlyingBucket, statement: PolicyJson): void {
  if (!bucket._isEncrypted() || add(bucket._ownKey(), statement)) return;
  requestBucketPolicyFromOwner(accessPoint, bucket, { keyPolicy: [statement] });
}

function add(holder: { addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult } | undefined, json: PolicyJson): boolean {
  return holder?.addToResourcePolicy(iam.PolicyStatement.fromJson(json)).statementAdded ?? false;
}
