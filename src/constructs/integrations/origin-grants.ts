import { Stack } from 'aws-cdk-lib/core';
import { isAwsManagedKey } from '../../diagnostics/checks/key-arns';
import { MRAP761_KEY_POLICY_LACKS_GRANTEE } from '../../diagnostics/definitions/options';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { toTextUnlessToken } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { getAccessPointInternals } from '../access-point/access-point-internals';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import { annotateAwsManagedKeys, requestKeyPolicyFromOwner, usesAwsManagedKey } from '../buckets/key-owners';
import { requestStatementsFromBucketOwner } from '../buckets/owner-requirements';
import { addToBucketPolicy, addToResourcePolicy } from '../buckets/resource-policies';
import { getBucketConstruct, readBucketConstructProperties, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type CloudFrontAccessStatementFactory } from './distribution-access';

const CLOUDFRONT = 'cloudfront.amazonaws.com';

/** Grants distributions access to the keys of an access point and to its members that do not delegate. */
export function grantMemberAccess(
  accessPoint: IMultiRegionAccessPoint, access: CloudFrontAccessStatementFactory,
): void {
  const { keys = [], undelegatedBuckets = [], declaration } = getAccessPointInternals(accessPoint) ?? {};
  const buckets = declaration?.buckets ?? [];
  for (const bucket of buckets) {
    if (undelegatedBuckets.includes(bucket)) grantBucketAccess(accessPoint, bucket, access);
    grantKeyAccess(accessPoint, bucket, access);
  }
  const unreachableKeys = keys.filter(({ arn, decryptOnly }) =>
    (buckets.length === 0 || decryptOnly) && !isAwsManagedKey(arn));
  annotateAwsManagedKeys(accessPoint, CLOUDFRONT, keys.map(({ arn }) => arn).filter(isAwsManagedKey));
  if (unreachableKeys.length === 0) return;
  addFindingAnnotation(accessPoint, MRAP761_KEY_POLICY_LACKS_GRANTEE.create({
    grantee: CLOUDFRONT,
    keys: unreachableKeys.map(({ arn }) => toTextUnlessToken(arn) ?? '(key of the member)'),
  }));
}

function grantBucketAccess(
  accessPoint: IMultiRegionAccessPoint, bucket: UnderlyingBucket, access: CloudFrontAccessStatementFactory,
): void {
  const statement = access.makeBucketStatement(bucket.bucketArn, Stack.of(accessPoint).account);
  if (addToBucketPolicy(getBucketConstruct(bucket), statement)) return;
  requestStatementsFromBucketOwner(accessPoint, bucket, { bucketPolicy: [statement] });
}

function grantKeyAccess(
  accessPoint: IMultiRegionAccessPoint, bucket: UnderlyingBucket, access: CloudFrontAccessStatementFactory,
): void {
  if (!isKmsEncrypted(bucket) || usesAwsManagedKey(accessPoint, bucket)) return;
  const statement = access.makeKeyStatement();
  if (addToResourcePolicy(readBucketConstructProperties(bucket).encryptionKey, statement)) return;
  requestKeyPolicyFromOwner(accessPoint, bucket, statement);
}
