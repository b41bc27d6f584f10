import { App, Stack } from 'aws-cdk-lib/core';
import { MrapValidationError, MultiRegionAccessPoint, UnderlyingBucket } from '../../src';

/** Returns the error of the invalid declaration that each language has as `invalid-declaration`. */
export function catchInvalidDeclaration(): MrapValidationError {
  const env = { account: '111122223333', region: 'eu-west-1' };
  const stack = new Stack(new App(), 'InvalidDeclaration', { env });
  try {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'Media_Example',
      buckets: ['media-one', 'media-two'].map((name) => UnderlyingBucket.fromBucketName(name, 'eu-west-1')),
    });
  } catch (error) {
    if (MrapValidationError.isMrapValidationError(error)) return error;
    throw error;
  }
  throw new Error('the construct accepted an invalid declaration');
}
