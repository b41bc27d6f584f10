import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { ServiceError } from '../engine/service-error';
import { type BucketObjects, NULL_VERSION } from './bucket-objects';
import { type ObjectVersion, type StoredVersion } from './object-version';

/** Finds the requested version, or the current one. Refuses delete markers as S3 does. */
export function findObject(
  { objects }: SimulatedBucket,
  { Key: key, VersionId: versionId }: { readonly Key: string; readonly VersionId?: string },
): ObjectVersion {
  const found = findStored(objects, key, versionId);
  if (found?.kind === 'object') return found;
  if (found !== undefined) throw refuseDeleteMarker(key, found, versionId);
  throw versionId === undefined
    ? new ServiceError('NoSuchKey', 'The specified key does not exist.', { Key: key })
    : noSuchVersionError(key, versionId);
}

export function noSuchVersionError(key: string, versionId: string): ServiceError {
  return new ServiceError('NoSuchVersion', 'The specified version does not exist.', { Key: key, VersionId: versionId });
}

function findStored(objects: BucketObjects, key: string, versionId: string | undefined): StoredVersion | undefined {
  return versionId === undefined ? objects.current(key) : objects.find(key, versionId);
}

/** Returns the requested version, or undefined if there is none or if it is a delete marker. */
export function peekObject(
  { objects }: SimulatedBucket,
  { Key: key, VersionId: versionId }: { readonly Key: string; readonly VersionId?: string },
): ObjectVersion | undefined {
  const found = findStored(objects, key, versionId);
  return found?.kind === 'object' ? found : undefined;
}

function refuseDeleteMarker(key: string, { versionId }: StoredVersion, requested: string | undefined): ServiceError {
  return requested === undefined
    ? new ServiceError('NoSuchKey', 'The specified key does not exist.', { Key: key }, {
      'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId,
    })
    : new ServiceError(
      'MethodNotAllowed', 'The specified method is not allowed against this resource.', undefined,
      { 'x-amz-delete-marker': 'true' });
}

/** Returns the version id for an answer. Buckets that never had versioning return none. */
export function shownVersionId(
  { versioning }: SimulatedBucket, { versionId }: StoredVersion,
): { readonly VersionId?: string } {
  return versioning === undefined && versionId === NULL_VERSION ? {} : { VersionId: versionId };
}
