import { codeOf, NO_CHECKSUM, ObjectBench } from './support';

const HOUR = 3_600_000;
const BUCKET = 'media-eu';

let bench: ObjectBench;
beforeEach(() => {
  bench = new ObjectBench();
});

describe('putObjectHandler', () => {
  test('stores an object that GetObject and HeadObject return', async () => {
    const Headers = { 'content-type': 'text/plain', 'x-amz-meta-mood': 'dark' };
    const put = await bench.putObject(BUCKET, 'films/alien.txt', 'hello', { Headers });
    const Encryption = { 'x-amz-server-side-encryption': 'AES256' };
    expect(put).toEqual({ ETag: '"5d41402abc4b2a76b9719d911017c592"', Checksum: NO_CHECKSUM, Encryption });
    const { Body, ...got } = await bench.call('GetObject', { Bucket: BUCKET, Key: 'films/alien.txt' });
    expect(Buffer.from(Body).toString()).toBe('hello');
    expect(got).toEqual({
      ETag: put.ETag,
      Checksum: NO_CHECKSUM,
      LastModified: new Date(bench.clock.now()),
      ContentLength: 5,
      Headers: { ...Headers, ...Encryption },
      TagCount: 0,
    });
    expect(await bench.call('HeadObject', { Bucket: BUCKET, Key: 'films/alien.txt' })).toEqual(got);
  });

  test('replaces the object in a bucket without versioning', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    await bench.putObject(BUCKET, 'a', '2');
    expect(await bench.read(BUCKET, 'a')).toBe('2');
    expect(await bench.read(BUCKET, 'a', { VersionId: 'null' })).toBe('2');
  });

  test('keeps all versions in a bucket with versioning, and one version after its suspension', async () => {
    await bench.putObject(BUCKET, 'a', 'before');
    await bench.enableVersioning(BUCKET);
    const { VersionId } = await bench.putObject(BUCKET, 'a', '1');
    await bench.putObject(BUCKET, 'a', '2');
    expect(await bench.read(BUCKET, 'a', { VersionId })).toBe('1');
    expect(await bench.read(BUCKET, 'a', { VersionId: 'null' })).toBe('before');
    await bench.call('PutBucketVersioning', { Bucket: BUCKET, VersioningConfiguration: { Status: 'Suspended' } });
    expect((await bench.putObject(BUCKET, 'a', 'suspended')).VersionId).toBe('null');
    expect(await bench.read(BUCKET, 'a')).toBe('suspended');
    expect(await bench.read(BUCKET, 'a', { VersionId: 'null' })).toBe('suspended');
    expect(await bench.read(BUCKET, 'a', { VersionId })).toBe('1');
  });

  test.each([
    ['a key that is too long', { Key: 'é'.repeat(513) }, 'KeyTooLongError'],
    ['a repeated tag', { Tags: [{ Key: 'a', Value: '' }, { Key: 'a', Value: '' }] }, 'InvalidTag'],
    ['an empty tag key', { Tags: [{ Key: '', Value: '' }] }, 'InvalidTag'],
    ['a long tag value', { Tags: [{ Key: 'a', Value: 'x'.repeat(257) }] }, 'InvalidTag'],
    ['eleven tags', { Tags: [...'abcdefghijk'].map((Key) => ({ Key, Value: '' })) }, 'BadRequest'],
    ['a legal hold without Object Lock', { LegalHold: 'ON' }, 'InvalidRequest'],
    ['an entity tag in If-None-Match', { IfNoneMatch: '"x"' }, 'NotImplemented'],
    ['If-Match without an object', { IfMatch: '"x"' }, 'NoSuchKey'],
  ])('refuses %s', async (_, input, code) => {
    expect(await codeOf(bench.putObject(BUCKET, 'a', '1', input))).toBe(code);
  });

  test('writes only if its conditions are true', async () => {
    const { ETag } = await bench.putObject(BUCKET, 'a', '1', { IfNoneMatch: '*' });
    expect(await codeOf(bench.putObject(BUCKET, 'a', '2', { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    expect(await codeOf(bench.putObject(BUCKET, 'a', '2', { IfMatch: '"x"' }))).toBe('PreconditionFailed');
    await bench.putObject(BUCKET, 'a', '2', { IfMatch: ETag });
    expect(await bench.read(BUCKET, 'a')).toBe('2');
  });
});

describe('getObjectHandler', () => {
  test.each([
    ['bytes=0-2', 'abc', 'bytes 0-2/6'],
    ['bytes=4-', 'ef', 'bytes 4-5/6'],
    ['bytes=-2', 'ef', 'bytes 4-5/6'],
    ['bytes=-20', 'abcdef', 'bytes 0-5/6'],
    ['bytes=2-100', 'cdef', 'bytes 2-5/6'],
    ['bytes=3-2', 'abcdef', undefined],
    ['bytes=0-1,3-4', 'abcdef', undefined],
    ['lines=1-2', 'abcdef', undefined],
    ['bytes=-', 'abcdef', undefined],
  ])('returns the range %s', async (Range, text, ContentRange) => {
    await bench.putObject(BUCKET, 'a', 'abcdef');
    const got = await bench.call('GetObject', { Bucket: BUCKET, Key: 'a', Range });
    expect(Buffer.from(got.Body).toString()).toBe(text);
    expect(got.ContentRange).toBe(ContentRange);
    expect(got.ContentLength).toBe(text.length);
  });

  test('refuses a range after the end', async () => {
    await bench.putObject(BUCKET, 'a', 'abcdef');
    expect(await bench.read(BUCKET, 'a', { Range: 'bytes=6-' })).toBe('InvalidRange');
    expect(await bench.read(BUCKET, 'a', { PartNumber: 2 })).toBe('InvalidPartNumber');
    expect(await bench.read(BUCKET, 'a', { PartNumber: 1 })).toBe('abcdef');
  });

  test('checks its conditions', async () => {
    const { ETag } = await bench.putObject(BUCKET, 'a', '1');
    const now = new Date(bench.clock.now());
    const earlier = new Date(bench.clock.now() - HOUR);
    const read = (conditions: object) => bench.read(BUCKET, 'a', conditions);
    expect(await read({ IfMatch: ETag, IfUnmodifiedSince: earlier })).toBe('1');
    expect(await read({ IfMatch: 'other, *' })).toBe('1');
    expect(await read({ IfMatch: '"other"' })).toBe('PreconditionFailed');
    expect(await read({ IfUnmodifiedSince: earlier })).toBe('PreconditionFailed');
    expect(await read({ IfUnmodifiedSince: now })).toBe('1');
    expect(await read({ IfNoneMatch: ETag.replace(/"/g, '') })).toBe('NotModified');
    expect(await read({ IfNoneMatch: '"other"', IfModifiedSince: now })).toBe('1');
    expect(await read({ IfModifiedSince: now })).toBe('NotModified');
    expect(await read({ IfModifiedSince: earlier })).toBe('1');
  });

  test('refuses a missing key, a missing version and another account', async () => {
    await bench.enableVersioning(BUCKET);
    await bench.putObject(BUCKET, 'a', '1');
    expect(await bench.read(BUCKET, 'b')).toBe('NoSuchKey');
    expect(await bench.read(BUCKET, 'a', { VersionId: 'x' })).toBe('NoSuchVersion');
    expect(await bench.read('missing', 'a')).toBe('NoSuchBucket');
    const other = bench.call('GetObject', { Bucket: BUCKET, Key: 'a' }, { accountId: '210987654321' });
    expect(await codeOf(other)).toBe('AccessDenied');
  });
});

describe('deleteObjectHandler', () => {
  test('removes the object in a bucket without versioning', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    expect(await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a' })).toEqual({});
    expect(await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a' })).toEqual({});
    expect(await bench.read(BUCKET, 'a')).toBe('NoSuchKey');
  });

  test('adds a delete marker, whose removal restores the object', async () => {
    await bench.enableVersioning(BUCKET);
    await bench.putObject(BUCKET, 'a', '1');
    const { VersionId, DeleteMarker } = await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a' });
    expect(DeleteMarker).toBe(true);
    expect(await bench.read(BUCKET, 'a')).toBe('NoSuchKey');
    expect(await bench.read(BUCKET, 'a', { VersionId })).toBe('MethodNotAllowed');
    expect(await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a', VersionId }))
      .toEqual({ VersionId, DeleteMarker: true });
    expect(await bench.read(BUCKET, 'a')).toBe('1');
  });

  test('deletes one version, and ignores an unknown version', async () => {
    await bench.enableVersioning(BUCKET);
    const { VersionId } = await bench.putObject(BUCKET, 'a', '1');
    expect(await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a', VersionId: 'x' })).toEqual({ VersionId: 'x' });
    expect(await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a', VersionId })).toEqual({ VersionId });
    expect(await bench.read(BUCKET, 'a')).toBe('NoSuchKey');
  });

  test('deletes only the version that If-Match names', async () => {
    const { ETag } = await bench.putObject(BUCKET, 'a', '1');
    expect(await codeOf(bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a', IfMatch: '"x"' })))
      .toBe('PreconditionFailed');
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a', IfMatch: ETag });
    expect(await bench.read(BUCKET, 'a')).toBe('NoSuchKey');
  });
});

describe('deleteBucketHandler', () => {
  test('refuses a bucket with objects', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    expect(await codeOf(bench.call('DeleteBucket', { Bucket: BUCKET }))).toBe('BucketNotEmpty');
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a' });
    expect(await codeOf(bench.call('DeleteBucket', { Bucket: BUCKET }))).toBe('no error');
  });
});

describe('listObjectsHandler', () => {
  beforeEach(async () => {
    for (const key of ['b/1', 'a', 'b/2', 'c', 'b/x/3', 'ä', 'deleted']) await bench.putObject(BUCKET, key, key);
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'deleted' });
  });

  const list = async (input: object) => {
    const output = await bench.call('ListObjectsV2', { Bucket: BUCKET, ...input });
    return {
      ...output,
      entries: [...output.Contents.map(({ Key }) => Key), ...output.CommonPrefixes.map(({ Prefix }) => Prefix)],
    };
  };

  test.each([
    [{}, ['a', 'b/1', 'b/2', 'b/x/3', 'c', 'ä']],
    [{ Prefix: 'b/' }, ['b/1', 'b/2', 'b/x/3']],
    [{ Delimiter: '/' }, ['a', 'c', 'ä', 'b/']],
    [{ Prefix: 'b/', Delimiter: '/' }, ['b/1', 'b/2', 'b/x/']],
    [{ StartAfter: 'b/2' }, ['b/x/3', 'c', 'ä']],
    [{ StartAfter: 'b/', Delimiter: '/' }, ['c', 'ä']],
    [{ MaxKeys: 0 }, []],
  ])('lists keys in the order of UTF-8 for %j', async (input, entries) => {
    expect((await list(input)).entries).toEqual(entries);
  });

  test('continues after each page', async () => {
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, Delimiter: '/', ContinuationToken });
      expect(page.KeyCount).toBe(page.entries.length);
      seen.push(...page.entries);
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken !== undefined);
    expect(seen).toEqual(['a', 'b/', 'c', 'ä']);
  });

  test('refuses a wrong token', async () => {
    expect(await codeOf(list({ ContinuationToken: '§' }))).toBe('InvalidArgument');
    expect(await codeOf(list({ ContinuationToken: '' }))).toBe('InvalidArgument');
  });

  test('hides objects behind delete markers', async () => {
    await bench.enableVersioning(BUCKET);
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a' });
    expect((await list({ MaxKeys: 1 })).entries).toEqual(['b/1']);
  });
});

describe('putObjectTaggingHandler', () => {
  test('replaces the tags', async () => {
    const TagSet = [{ Key: 'a', Value: '1' }];
    await bench.putObject(BUCKET, 'a', '1', { Tags: [{ Key: 'b', Value: '' }] });
    expect((await bench.call('GetObjectTagging', { Bucket: BUCKET, Key: 'a' })).TagSet)
      .toEqual([{ Key: 'b', Value: '' }]);
    await bench.call('PutObjectTagging', { Bucket: BUCKET, Key: 'a', TagSet });
    expect((await bench.call('GetObjectTagging', { Bucket: BUCKET, Key: 'a' })).TagSet).toEqual(TagSet);
    expect((await bench.call('HeadObject', { Bucket: BUCKET, Key: 'a' })).TagCount).toBe(1);
    await bench.call('DeleteObjectTagging', { Bucket: BUCKET, Key: 'a' });
    expect((await bench.call('GetObjectTagging', { Bucket: BUCKET, Key: 'a' })).TagSet).toEqual([]);
  });
});

describe('putObjectAclHandler', () => {
  test('replaces the canned ACL', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    const { ACL, Owner } = await bench.call('GetObjectAcl', { Bucket: BUCKET, Key: 'a' });
    expect([ACL, Owner.length]).toEqual(['private', 64]);
    await bench.call('PutObjectAcl', { Bucket: BUCKET, Key: 'a', ACL: 'bucket-owner-full-control' });
    expect((await bench.call('GetObjectAcl', { Bucket: BUCKET, Key: 'a' })).ACL).toBe('bucket-owner-full-control');
    expect(await codeOf(bench.call('PutObjectAcl', { Bucket: BUCKET, Key: 'a', ACL: 'open' }))).toBe('InvalidArgument');
  });
});

describe('putObjectRetentionHandler', () => {
  const locked = 'locked';
  const later = (hours: number) => new Date(bench.clock.now() + hours * HOUR);
  const retain = (Mode: 'GOVERNANCE' | 'COMPLIANCE', hours: number, more: object = {}) =>
    codeOf(bench.call('PutObjectRetention', {
      Bucket: locked, Key: 'a', Retention: { Mode, RetainUntilDate: later(hours) }, ...more,
    }));
  let VersionId: string | undefined;
  const remove = (more: object = {}) =>
    codeOf(bench.call('DeleteObject', { Bucket: locked, Key: 'a', VersionId, ...more }));

  beforeEach(async () => {
    await bench.call('CreateBucket', { Bucket: locked, ObjectLockEnabledForBucket: true });
    VersionId = (await bench.putObject(locked, 'a', '1')).VersionId;
  });

  test('keeps a version while its legal hold is on', async () => {
    const get = () => bench.call('GetObjectLegalHold', { Bucket: locked, Key: 'a' });
    expect(await codeOf(get())).toBe('NoSuchObjectLockConfiguration');
    await bench.call('PutObjectLegalHold', { Bucket: locked, Key: 'a', Status: 'ON' });
    expect(await get()).toEqual({ Status: 'ON' });
    expect((await bench.call('HeadObject', { Bucket: locked, Key: 'a' })).LegalHold).toBe('ON');
    expect(await remove()).toBe('AccessDenied');
    await bench.call('PutObjectLegalHold', { Bucket: locked, Key: 'a', Status: 'OFF' });
    expect(await remove()).toBe('no error');
  });

  test('keeps a version until its retention ends', async () => {
    expect(await codeOf(bench.call('GetObjectRetention', { Bucket: locked, Key: 'a' })))
      .toBe('NoSuchObjectLockConfiguration');
    expect(await retain('COMPLIANCE', 2)).toBe('no error');
    const { Retention } = await bench.call('GetObjectRetention', { Bucket: locked, Key: 'a' });
    expect(Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: later(2) });
    expect((await bench.call('HeadObject', { Bucket: locked, Key: 'a' })).Retention).toEqual(Retention);
    expect(await remove({ BypassGovernanceRetention: true })).toBe('AccessDenied');
    expect(await retain('COMPLIANCE', 1)).toBe('AccessDenied');
    expect(await retain('GOVERNANCE', 3)).toBe('AccessDenied');
    expect(await retain('COMPLIANCE', 3)).toBe('no error');
    bench.clock.advance(3 * HOUR);
    expect(await remove()).toBe('no error');
  });

  test('lets callers bypass governance', async () => {
    expect(await retain('GOVERNANCE', 2)).toBe('no error');
    expect(await remove()).toBe('AccessDenied');
    expect(await retain('GOVERNANCE', 1)).toBe('AccessDenied');
    expect(await codeOf(bench.call('PutObjectRetention', { Bucket: locked, Key: 'a' }))).toBe('AccessDenied');
    expect(await retain('COMPLIANCE', -1)).toBe('InvalidArgument');
    expect(await retain('COMPLIANCE', 3)).toBe('AccessDenied');
    expect(await retain('GOVERNANCE', 3)).toBe('no error');
    expect(await retain('GOVERNANCE', 1, { BypassGovernanceRetention: true })).toBe('no error');
    expect(await remove({ BypassGovernanceRetention: true })).toBe('no error');
  });

  test('does not delete a version under a lock without a version id', async () => {
    await retain('COMPLIANCE', 2);
    expect(await remove({ VersionId: undefined })).toBe('no error');
    expect(await bench.read(locked, 'a', { VersionId })).toBe('1');
  });

  test('refuses a bucket without Object Lock, and to suspend versioning with it', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    expect(await codeOf(bench.call('GetObjectLegalHold', { Bucket: BUCKET, Key: 'a' }))).toBe('InvalidRequest');
    expect(await codeOf(bench.call('PutBucketVersioning', {
      Bucket: locked, VersioningConfiguration: { Status: 'Suspended' },
    }))).toBe('InvalidBucketState');
  });
});

describe('restoreObjectHandler', () => {
  test('refuses objects that are not archived', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    expect(await codeOf(bench.call('RestoreObject', { Bucket: BUCKET, Key: 'a' }))).toBe('InvalidObjectState');
    expect(await codeOf(bench.call('RestoreObject', { Bucket: BUCKET, Key: 'b' }))).toBe('NoSuchKey');
  });
});

describe('copyObjectHandler', () => {
  test('copies content, headers and tags, unless the request replaces them', async () => {
    await bench.enableVersioning('media-us');
    const source = await bench.putObject('media-us', 'a', 'hello', {
      Headers: { 'content-type': 'text/plain' }, Tags: [{ Key: 't', Value: '1' }],
    });
    const Source = { Bucket: 'media-us', Key: 'a' };
    const copy = await bench.call('CopyObject', { Bucket: BUCKET, Key: 'b', Source });
    expect(copy).toEqual({
      ETag: source.ETag,
      Checksum: { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', value: 'M3eFcAZSQlc=' },
      Encryption: { 'x-amz-server-side-encryption': 'AES256' },
      LastModified: new Date(bench.clock.now()),
      SourceVersionId: source.VersionId,
    });
    expect(await bench.call('HeadObject', { Bucket: BUCKET, Key: 'b' }))
      .toMatchObject({ TagCount: 1, Headers: { 'content-type': 'text/plain' } });
    await bench.call('CopyObject', {
      Bucket: BUCKET, Key: 'c', Source: { Bucket: BUCKET, Key: 'b' }, Headers: {}, Tags: [], ChecksumAlgorithm: 'CRC32',
    });
    expect(await bench.call('HeadObject', { Bucket: BUCKET, Key: 'c' }))
      .toMatchObject({ TagCount: 0, Headers: {}, Checksum: { algorithm: 'CRC32', value: 'NhCmhg==' } });
    expect(await codeOf(bench.call('CopyObject', {
      Bucket: BUCKET, Key: 'd', Source, SourceConditions: { IfMatch: '"x"' },
    }))).toBe('PreconditionFailed');
  });
});
