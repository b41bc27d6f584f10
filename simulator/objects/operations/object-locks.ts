import { ServiceError } from '../../engine/service-error';
import { findObject } from '../find-version';
import { checkRetentionChange, requireObjectLock } from '../object-lock';
import { changeValue } from '../write-version';
import { defineObjectHandler } from './object-handler';
import { findBypassActions } from './write-permissions';

function requireSetting<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new ServiceError(
      'NoSuchObjectLockConfiguration', 'The specified object does not have a ObjectLock configuration');
  }
  return value;
}

export const getObjectLegalHoldHandler = defineObjectHandler<'GetObjectLegalHold'>({
  action: 's3:GetObjectLegalHold',
  handle: (_state, bucket, { input }) => {
    requireObjectLock(bucket);
    return { Status: requireSetting(findObject(bucket, input).values.legalHold.value) };
  },
});

export const putObjectLegalHoldHandler = defineObjectHandler<'PutObjectLegalHold'>({
  action: 's3:PutObjectLegalHold',
  handle: (state, bucket, { input, at }) => {
    requireObjectLock(bucket);
    changeValue(state, bucket, input.Key, findObject(bucket, input), 'legalHold', input.Status, at);
    return {};
  },
});

export const getObjectRetentionHandler = defineObjectHandler<'GetObjectRetention'>({
  action: 's3:GetObjectRetention',
  handle: (_state, bucket, { input }) => {
    requireObjectLock(bucket);
    return { Retention: requireSetting(findObject(bucket, input).values.retention.value) };
  },
});

export const putObjectRetentionHandler = defineObjectHandler<'PutObjectRetention'>({
  action: 's3:PutObjectRetention',
  findFurtherActions: findBypassActions,
  handle: (state, bucket, { input, at }) => {
    requireObjectLock(bucket);
    const version = findObject(bucket, input);
    const { value: before } = version.values.retention;
    checkRetentionChange(before, input.Retention, at, input.BypassGovernanceRetention ?? false);
    changeValue(state, bucket, input.Key, version, 'retention', input.Retention, at);
    return {};
  },
});
