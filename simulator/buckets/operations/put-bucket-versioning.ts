import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXmlError, requireParameter } from '../../engine/service-error';
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
    findBucket(state, call).versioning = parseStatus(requireParameter(configuration.Status, 'Status'));
    return {};
  },
};
