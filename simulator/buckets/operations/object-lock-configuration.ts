import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXmlError, requireParameter, ServiceError } from '../../engine/service-error';
import { type SimulatedOperationInput } from '../../model/operations';
import { type LockPeriod, type ObjectLockConfiguration } from '../bucket-settings';
import { bucketArn, findBucket } from '../find-bucket';

type GivenConfiguration = SimulatedOperationInput<'PutObjectLockConfiguration'>['ObjectLockConfiguration'];

function parseConfiguration(given: GivenConfiguration): ObjectLockConfiguration {
  const { ObjectLockEnabled: enabled, Rule: rule } = requireParameter(given, 'ObjectLockConfiguration');
  if (enabled !== 'Enabled') throw malformedXmlError(`ObjectLockEnabled is "${enabled}"`);
  if (rule === undefined) return { ObjectLockEnabled: enabled };
  const { Mode: mode, DefaultEventHold: hold, ...retentionPeriod } =
    requireParameter(rule.DefaultRetention, 'DefaultRetention');
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw malformedXmlError(`Mode is "${mode}"`);
  const period = parsePeriod('DefaultRetention', retentionPeriod);
  const eventHold = hold && parsePeriod('DefaultEventHold', hold);
  if (eventHold !== undefined && estimateDays(eventHold) > estimateDays(period)) {
    throw new ServiceError('InvalidArgument', 'The default event hold must not be longer than the default retention');
  }
  const retention = { Mode: mode, ...period, ...(eventHold && { DefaultEventHold: eventHold }) };
  return { ObjectLockEnabled: enabled, Rule: { DefaultRetention: retention } };
}

function parsePeriod(name: string, { Days: days, Years: years }: LockPeriod): LockPeriod {
  if ((days === undefined) === (years === undefined)) {
    throw malformedXmlError(`${name} needs exactly one of Days and Years`);
  }
  if ((days ?? years)! < 1) throw new ServiceError('InvalidArgument', 'Default retention period must be positive');
  return days === undefined ? { Years: years } : { Days: days };
}

function estimateDays({ Days: days = 0, Years: years = 0 }: LockPeriod): number {
  return days + years * 365;
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
