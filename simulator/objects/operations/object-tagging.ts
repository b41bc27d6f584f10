import { findObject, shownVersionId } from '../find-version';
import { checkTags } from '../tags';
import { changeValue } from '../write-version';
import { defineObjectHandler } from './object-handler';

export const getObjectTaggingHandler = defineObjectHandler<'GetObjectTagging'>({
  action: 's3:GetObjectTagging',
  versionAction: 's3:GetObjectVersionTagging',
  handle: (_state, bucket, { input }) => {
    const version = findObject(bucket, input);
    return { ...shownVersionId(bucket, version), TagSet: version.values.tags.value };
  },
});

export const putObjectTaggingHandler = defineObjectHandler<'PutObjectTagging'>({
  action: 's3:PutObjectTagging',
  versionAction: 's3:PutObjectVersionTagging',
  handle: (state, bucket, { input, at }) => {
    checkTags(input.TagSet);
    const version = findObject(bucket, input);
    changeValue(state, bucket, input.Key, version, 'tags', input.TagSet, at);
    return shownVersionId(bucket, version);
  },
});

export const deleteObjectTaggingHandler = defineObjectHandler<'DeleteObjectTagging'>({
  action: 's3:DeleteObjectTagging',
  versionAction: 's3:DeleteObjectVersionTagging',
  handle: (state, bucket, { input, at }) => {
    const version = findObject(bucket, input);
    changeValue(state, bucket, input.Key, version, 'tags', [], at);
    return shownVersionId(bucket, version);
  },
});
