import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXmlError, requireParameter, ServiceError } from '../../engine/service-error';
import { type BucketVersioningStatus } from '../../model/operations';
import { bucketArn, findBucket } from '../find-bucket';

function parseStatus(status: string): BucketVersioningStatus {
  if (status !== 'Enabled' && status !== 'Suspended') {
    throw malformedXmlError(`Status is "${status}"`);
  }
  return status;
}

export const putBucketVersioningHandler: OperationHandler<'PutBucketVersioning'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:PutBucketVersioning', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const configuration = requireParameter(call.input.VersioningConfiguration, 'VersioningConfiguration');
    const bucket = findBucket(state, call);
    const status = parseStatus(requireParameter(configuration.Status, 'Status'));
    if (status === 'Suspended' && (bucket.hasObjectLock || bucket.replication.at(-1)?.configuration !== undefined)) {
      throw new ServiceError(
        'InvalidBucketState', 'Versioning cannot be suspended with Object Lock or a replication configuration');
    }
    bucket.versioning = status;
    return {};
  },
};
