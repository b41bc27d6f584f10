import { Stack } from 'aws-cdk-lib/core';
import { MRAP761_KEY_POLICY_LACKS_GRANTEE } from '../../diagnostics/definitions/options';
import { annotate } from '../../validation/assert-valid';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { internalsOf } from '../access-point/access-point-internals';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import { requestFromOwner } from '../buckets/owner-requirements';
import { addToBucketPolicy, addToResourcePolicy } from '../buckets/resource-policies';
import { getBucketConstruct, reflectBucket, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type DistributionAccess } from './distribution-access';

/** Grants distributions access to the keys of an access point and to its members that do not delegate. */
export function grantMemberAccess(accessPoint: IMultiRegionAccessPoint, access: DistributionAccess): void {
  const { keys = [], undelegatedBuckets = [], declaration } = internalsOf(accessPoint) ?? {};
  const buckets = declaration?.buckets ?? [];
  for (const bucket of buckets) {
    if (undelegatedBuckets.includes(bucket)) grantBucketAccess(accessPoint, bucket, access);
    grantKeyAccess(accessPoint, bucket, access);
  }
  const unreachableKeys = keys.filter(({ decryptOnly }) => buckets.length === 0 || decryptOnly);
  if (unreachableKeys.length === 0) return;
  annotate(accessPoint, MRAP761_KEY_POLICY_LACKS_GRANTEE.create({
    grantee: 'cloudfront.amazonaws.com',
    keys: unreachableKeys.map(({ arn }) => resolvedOrUndefined(arn) ?? '(key of the member)'),
  }));
}

function grantBucketAccess(
  accessPoint: IMultiRegionAccessPoint, bucket: UnderlyingBucket, access: DistributionAccess,
): void {
  const statement = access.makeBucketStatement(bucket.bucketArn, Stack.of(accessPoint).account);
  if (addToBucketPolicy(getBucketConstruct(bucket), statement)) return;
  requestFromOwner(accessPoint, bucket, { bucketPolicy: [statement] });
}

function grantKeyAccess(
  accessPoint: IMultiRegionAccessPoint, bucket: UnderlyingBucket, access: DistributionAccess,
): void {
  if (!isKmsEncrypted(bucket)) return;
  const statement = access.makeKeyStatement();
  if (addToResourcePolicy(reflectBucket(bucket).encryptionKey, statement)) return;
  requestFromOwner(accessPoint, bucket, { keyPolicy: [statement] });
}
