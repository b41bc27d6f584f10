import { invalidRequestError } from '../../engine/service-error';
import { computeChecksum } from '../checksums';
import { findCopySource, findSourcePermissions } from '../copy-source';
import { omitEncryption } from '../encryption';
import { makeKeyPermissions } from '../key-permissions';
import { checkWriteConditions } from '../request-conditions';
import { checkWrite, writeVersion } from '../write-version';
import { defineObjectHandler } from './object-handler';
import { describeWrite, makeETag } from './put-object';
import { findWriteActions, findWriteKeyUses } from './write-permissions';

export const copyObjectHandler = defineObjectHandler<'CopyObject'>({
  action: 's3:PutObject',
  findFurtherActions: findWriteActions,
  findOtherPermissions: (state, call, bucket) => {
    const { Key: key, Headers: headers, ChangedHeaders: changed } = call.input;
    return [
      ...findSourcePermissions(state, call),
      ...makeKeyPermissions(
        state.settings, call.accountId, bucket, findWriteKeyUses(bucket, { Key: key, Headers: headers ?? changed })),
    ];
  },
  handle: async (state, bucket, call) => {
    const { input, at } = call;
    const { Key: key, Source: source, ChangedHeaders: changed = {} } = input;
    const { bucket: sourceBucket, copied, version: sourceVersion } = findCopySource(state, call);
    const isChanged = input.Headers !== undefined || Object.keys(changed).length > 0 || source.VersionId !== undefined;
    if (sourceBucket === bucket && source.Key === key && !isChanged) {
      throw invalidRequestError('This copy request is illegal because it is trying to copy an object to itself without '
        + 'changing the object\'s metadata, storage class, website redirect location or encryption attributes.');
    }
    checkWrite(bucket, key, input, at);
    checkWriteConditions(bucket.objects.current(key), input);
    const algorithm = input.ChecksumAlgorithm ?? copied.checksum.algorithm;
    const checksum = { algorithm, type: 'FULL_OBJECT', value: await computeChecksum(algorithm, copied.body) } as const;
    // A copy has the headers and tags of its source, unless the request replaces them.
    const headers = input.Headers ?? { ...omitEncryption(copied.headers), ...changed };
    const write = { ...input, Headers: headers, Tags: input.Tags ?? copied.values.tags.value };
    const content = { body: copied.body, etag: makeETag(copied.body), checksum };
    const version = writeVersion(state, bucket, key, write, content, at);
    return {
      ...describeWrite(bucket, version),
      LastModified: new Date(at),
      ...sourceVersion,
    };
  },
});
