import { createHash } from 'node:crypto';
import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type WrittenObjectOutput } from '../../model/objects';
import { pickEncryption } from '../encryption';
import { shownVersionId } from '../find-version';
import { requireDigestOfLocked } from '../object-lock';
import { type ObjectVersion } from '../object-version';
import { checkWriteConditions } from '../request-conditions';
import { storeBody } from '../store-body';
import { checkWrite, writeVersion } from '../write-version';
import { defineObjectHandler } from './object-handler';
import { findWriteActions, findWriteKeyUses } from './write-permissions';

export function makeETag(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** Describes a new version. */
export function describeWrite(bucket: SimulatedBucket, version: ObjectVersion): WrittenObjectOutput {
  const { etag: ETag, checksum: Checksum, headers } = version;
  return { ...shownVersionId(bucket, version), ETag, Checksum, Encryption: pickEncryption(headers) };
}

export const putObjectHandler = defineObjectHandler<'PutObject'>({
  action: 's3:PutObject',
  findFurtherActions: findWriteActions,
  findKeyUses: findWriteKeyUses,
  handle: (state, bucket, { input, at }) => {
    const { Key: key, Body: body, Checksum: checksum } = input;
    checkWrite(bucket, key, input, at);
    requireDigestOfLocked(bucket, input, 'Object', input.HasDigest);
    checkWriteConditions(bucket.objects.current(key), input);
    const content = { body: storeBody(body), etag: makeETag(body), checksum };
    const version = writeVersion(state, bucket, key, input, content, at);
    return describeWrite(bucket, version);
  },
});
