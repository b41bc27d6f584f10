import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXmlError, requireParameter, ServiceError } from '../../engine/service-error';
import { type SimulatedOperationInput } from '../../model/operations';
import { type ObjectLockConfiguration } from '../bucket-settings';
import { bucketArn, findBucket } from '../find-bucket';

type GivenConfiguration = SimulatedOperationInput<'PutObjectLockConfiguration'>['ObjectLockConfiguration'];

function parseConfiguration(given: GivenConfiguration): ObjectLockConfiguration {
  const { ObjectLockEnabled: enabled, Rule: rule } = requireParameter(given, 'ObjectLockConfiguration');
  if (enabled !== 'Enabled') throw malformedXmlError(`ObjectLockEnabled is "${enabled}"`);
  if (rule === undefined) return { ObjectLockEnabled: enabled };
  const { Mode: mode, Days: days, Years: years } = requireParameter(rule.DefaultRetention, 'DefaultRetention');
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw malformedXmlError(`Mode is "${mode}"`);
  if ((days === undefined) === (years === undefined)) {
    throw malformedXmlError('DefaultRetention needs exactly one of Days and Years');
  }
  if ((days ?? years)! < 1) throw new ServiceError('InvalidArgument', 'Default retention period must be positive');
  const period = days === undefined ? { Years: years! } : { Days: days };
  return { ObjectLockEnabled: enabled, Rule: { DefaultRetention: { Mode: mode, ...period } } };
}

export const getObjectLockConfigurationHandler: OperationHandler<'GetObjectLockConfiguration'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [
    { action: 's3:GetBucketObjectLockConfiguration', resource: bucketArn(input.Bucket) },
  ],
  handle: (state, call) => {
    const { hasObjectLock, objectLock } = findBucket(state, call);
    if (!hasObjectLock) {
      throw new ServiceError(
        'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket');
    }
    return { ObjectLockConfiguration: objectLock ?? { ObjectLockEnabled: 'Enabled' } };
  },
};

export const putObjectLockConfigurationHandler: OperationHandler<'PutObjectLockConfiguration'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [
    { action: 's3:PutBucketObjectLockConfiguration', resource: bucketArn(input.Bucket) },
  ],
  handle: (state, call) => {
    const bucket = findBucket(state, call);
    const configuration = parseConfiguration(call.input.ObjectLockConfiguration);
    if (bucket.versioning !== 'Enabled') {
      throw new ServiceError(
        'InvalidBucketState', 'Versioning must be \'Enabled\' on the bucket to apply a Object Lock configuration');
    }
    bucket.hasObjectLock = true;
    bucket.objectLock = configuration;
    return {};
  },
};
