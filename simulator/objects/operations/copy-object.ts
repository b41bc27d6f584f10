import { computeChecksum } from '../checksums';
import { findTarget } from '../find-target';
import { findObject, shownVersionId } from '../find-version';
import { checkReadConditions, checkWriteConditions } from '../request-conditions';
import { checkWrite, writeVersion } from '../write-version';
import { defineObjectHandler } from './object-handler';
import { makeETag } from './put-object';

export const copyObjectHandler = defineObjectHandler<'CopyObject'>({
  action: 's3:PutObject',
  handle: async (state, bucket, call) => {
    const { input, at } = call;
    const { Key: key, Source: source, SourceConditions: conditions = {} } = input;
    const sourceBucket = findTarget(state, { ...call, input: source });
    const copied = findObject(sourceBucket, source);
    checkReadConditions(copied, conditions);
    checkWrite(bucket, key, input, at);
    checkWriteConditions(bucket.objects.current(key), input);
    const algorithm = input.ChecksumAlgorithm ?? copied.checksum.algorithm;
    const checksum = { algorithm, type: 'FULL_OBJECT', value: await computeChecksum(algorithm, copied.body) } as const;
    // A copy has the headers and tags of its source, unless the request replaces them.
    const write = { ...input, Headers: input.Headers ?? copied.headers, Tags: input.Tags ?? copied.values.tags.value };
    const content = { body: copied.body, etag: makeETag(copied.body), checksum };
    const version = writeVersion(state, bucket, key, write, content, at);
    return {
      ...shownVersionId(bucket, version),
      ETag: version.etag,
      Checksum: checksum,
      LastModified: new Date(at),
      ...(sourceBucket.versioning !== undefined && { SourceVersionId: copied.versionId }),
    };
  },
});
