import { ServiceError } from '../../engine/service-error';
import { findObject } from '../find-version';
import { defineObjectHandler } from './object-handler';

/** S3 restores archived objects only, and the simulator stores no archived objects. */
export const restoreObjectHandler = defineObjectHandler<'RestoreObject'>({
  action: 's3:RestoreObject',
  handle: (_state, bucket, { input }) => {
    findObject(bucket, input);
    throw new ServiceError('InvalidObjectState', 'Restore is not allowed for the object\'s current storage class');
  },
});
