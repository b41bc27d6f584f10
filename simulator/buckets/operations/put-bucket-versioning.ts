import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXml, required } from '../../engine/service-error';
import { type Versioning } from '../../model/operations';
import { bucketArn, findBucket } from '../find-bucket';

function checkedStatus(status: string): Versioning {
  if (status !== 'Enabled' && status !== 'Suspended') {
    throw malformedXml(`Status is "${status}"`);
  }
  return status;
}

export const putBucketVersioning: OperationHandler<'PutBucketVersioning'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [{ action: 's3:PutBucketVersioning', resource: bucketArn(input.Bucket) }],
  handle: (world, call) => {
    const configuration = required(call.input.VersioningConfiguration, 'VersioningConfiguration');
    findBucket(world, call).versioning = checkedStatus(required(configuration.Status, 'Status'));
    return {};
  },
};
