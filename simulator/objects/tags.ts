import { ServiceError } from '../engine/service-error';
import { type Tag } from '../model/replication';

const MAX_TAGS = 10;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/** Letters, numbers, spaces and some signs. */
const ALLOWED = /^[\p{L}\p{N}\p{M}\p{Z}+\-=._:/@]*$/u;
const SYSTEM_PREFIX = /^aws:/i;

function invalidTag(message: string): ServiceError {
  return new ServiceError('InvalidTag', message);
}

/** Refuses tags that S3 refuses. */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > MAX_TAGS) throw new ServiceError('BadRequest', 'Object tags cannot be greater than 10');
  if (tags.some(({ Key }) => SYSTEM_PREFIX.test(Key))) {
    throw invalidTag('System tags cannot be added/updated by requester');
  }
  if (tags.some(({ Key }) => Key.length < 1 || Key.length > MAX_KEY_LENGTH || !ALLOWED.test(Key))) {
    throw invalidTag('The TagKey you have provided is invalid');
  }
  if (tags.some(({ Value }) => Value.length > MAX_VALUE_LENGTH || !ALLOWED.test(Value))) {
    throw invalidTag('The TagValue you have provided is invalid');
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidTag('Cannot provide multiple Tags with the same key');
  }
}
