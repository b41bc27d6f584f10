import { createHash } from 'node:crypto';
import { shownVersionId } from '../find-version';
import { checkWriteConditions } from '../request-conditions';
import { checkWrite, writeVersion } from '../write-version';
import { defineObjectHandler } from './object-handler';

export function makeETag(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

export const putObjectHandler = defineObjectHandler<'PutObject'>({
  action: 's3:PutObject',
  handle: (state, bucket, { input, at }) => {
    const { Key: key, Body: body, Checksum: checksum } = input;
    checkWrite(bucket, key, input, at);
    checkWriteConditions(bucket.objects.current(key), input);
    const content = { body, etag: makeETag(body), checksum };
    const version = writeVersion(state, bucket, key, input, content, at);
    return { ...shownVersionId(bucket, version), ETag: version.etag, Checksum: version.checksum };
  },
});
