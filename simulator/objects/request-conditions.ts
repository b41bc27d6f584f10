import { ServiceError } from '../engine/service-error';
import { type RequestConditions } from '../model/objects';
import { type ObjectVersion, type StoredVersion } from './object-version';

function preconditionFailed(condition: string): ServiceError {
  return new ServiceError(
    'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { Condition: condition });
}

function includesETag(list: string, etag: string): boolean {
  return list.split(',').map((entry) => entry.trim()).some((entry) => (
    entry === '*' || entry === etag || `"${entry}"` === etag
  ));
}

/** HTTP dates have no milliseconds. */
function toSeconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

/**
 * Checks the conditions of a read. As in HTTP, a condition on the entity tag takes precedence over the condition on the
 * same side of the date.
 */
export function checkReadConditions(
  { etag, createdAt, versionId }: ObjectVersion,
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: RequestConditions,
): void {
  // As in HTTP, clients keep their copy with the headers of this answer.
  const notModified = new ServiceError('NotModified', 'Not Modified', undefined, {
    'etag': etag, 'last-modified': new Date(createdAt).toUTCString(), 'x-amz-version-id': versionId,
  });
  if (IfMatch !== undefined) {
    if (!includesETag(IfMatch, etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && toSeconds(createdAt) > toSeconds(IfUnmodifiedSince.getTime())) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) {
    if (includesETag(IfNoneMatch, etag)) throw notModified;
  } else if (IfModifiedSince !== undefined && toSeconds(createdAt) <= toSeconds(IfModifiedSince.getTime())) {
    throw notModified;
  }
}

/** Checks the conditions of a copy on its source. A copy has no answer for a source that was not modified. */
export function checkSourceConditions(source: ObjectVersion, conditions: RequestConditions): void {
  try {
    checkReadConditions(source, conditions);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'NotModified') throw error;
    throw preconditionFailed(conditions.IfNoneMatch === undefined
      ? 'x-amz-copy-source-If-Modified-Since' : 'x-amz-copy-source-If-None-Match');
  }
}

/** Checks the conditions of a write against the current version of the member that receives it. */
export function checkWriteConditions(
  current: StoredVersion | undefined, { IfMatch, IfNoneMatch }: RequestConditions,
): void {
  const existing = current?.kind === 'object' ? current : undefined;
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw new ServiceError(
      'NotImplemented', 'A header you provided implies functionality that is not implemented',
      { Header: 'If-None-Match' });
  }
  if (IfNoneMatch !== undefined && existing !== undefined) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (existing === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.');
  if (!includesETag(IfMatch, existing.etag)) throw preconditionFailed('If-Match');
}
