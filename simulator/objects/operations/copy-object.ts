import { invalidRequestError } from '../../engine/service-error';
import { computeChecksum } from '../checksums';
import { omitEncryption } from '../encryption';
import { findServer, findTarget, targetResource } from '../find-target';
import { findObject, peekObject } from '../find-version';
import { makeKeyPermissions } from '../key-permissions';
import { checkSourceConditions, checkWriteConditions } from '../request-conditions';
import { checkWrite, writeVersion } from '../write-version';
import { defineObjectHandler } from './object-handler';
import { describeWrite, makeETag } from './put-object';
import { findWriteActions, findWriteKeyUses } from './write-permissions';

export const copyObjectHandler = defineObjectHandler<'CopyObject'>({
  action: 's3:PutObject',
  findFurtherActions: findWriteActions,
  findOtherPermissions: (state, call, bucket) => {
    const { Key: key, Source: source, Headers: headers, ChangedHeaders: changed } = call.input;
    const resource = targetResource(source.Bucket, source.Key);
    const sourceBucket = findServer(state, { ...call, input: source });
    const copied = sourceBucket && peekObject(sourceBucket, source);
    return [
      { action: source.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', resource },
      ...(sourceBucket === undefined || copied === undefined ? [] : makeKeyPermissions(
        state.settings, call.accountId, sourceBucket,
        [{ action: 'kms:Decrypt', key: source.Key, headers: copied.headers }])),
      ...makeKeyPermissions(
        state.settings, call.accountId, bucket, findWriteKeyUses(bucket, { Key: key, Headers: headers ?? changed })),
    ];
  },
  handle: async (state, bucket, call) => {
    const { input, at } = call;
    const { Key: key, Source: source, SourceConditions: conditions = {}, ChangedHeaders: changed = {} } = input;
    const sourceBucket = findTarget(state, { ...call, input: source });
    const copied = findObject(sourceBucket, source);
    checkSourceConditions(copied, conditions);
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
      ...(sourceBucket.versioning !== undefined && { SourceVersionId: copied.versionId }),
    };
  },
});
