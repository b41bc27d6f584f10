import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type SimulatorState } from '../engine/simulator-state';
import { type ObjectRequest, type RequestConditions } from '../model/objects';
import { type SimulatedPermission } from '../settings';
import { findServer, findTarget, type TargetedCall, targetResource } from './find-target';
import { findObject, peekObject } from './find-version';
import { makeKeyPermissions } from './key-permissions';
import { type ObjectVersion } from './object-version';
import { checkSourceConditions } from './request-conditions';

/** A call that copies an object. */
interface CopyingCall extends TargetedCall {
  readonly input: TargetedCall['input'] & {
    readonly Source: ObjectRequest; readonly SourceConditions?: RequestConditions;
  };
}

/** Returns the permissions that a copy needs for its source. */
export function findSourcePermissions(state: SimulatorState, call: CopyingCall): SimulatedPermission[] {
  const { Source: source } = call.input;
  const bucket = findServer(state, { ...call, input: source });
  const copied = bucket && peekObject(bucket, source);
  return [
    {
      action: source.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
      resource: targetResource(source.Bucket, source.Key),
    },
    ...(bucket === undefined || copied === undefined ? [] : makeKeyPermissions(
      state.settings, call.accountId, bucket, [{ action: 'kms:Decrypt', key: source.Key, headers: copied.headers }])),
  ];
}

interface CopySource {
  readonly bucket: SimulatedBucket;
  readonly copied: ObjectVersion;
  /** The version of the answer. Buckets that never had versioning have none. */
  readonly version: { readonly SourceVersionId?: string };
}

/** Finds the object that a copy reads, and checks the conditions on it. */
export function findCopySource(state: SimulatorState, call: CopyingCall): CopySource {
  const { Source: source, SourceConditions: conditions = {} } = call.input;
  const bucket = findTarget(state, { ...call, input: source });
  const copied = findObject(bucket, source);
  checkSourceConditions(copied, conditions);
  return { bucket, copied, version: bucket.versioning === undefined ? {} : { SourceVersionId: copied.versionId } };
}
