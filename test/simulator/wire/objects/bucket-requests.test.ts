import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand,
  DeleteObjectCommand, DeleteObjectTaggingCommand, GetObjectAclCommand, GetObjectCommand, GetObjectLegalHoldCommand,
  GetObjectRetentionCommand, GetObjectTaggingCommand, HeadObjectCommand, ListMultipartUploadsCommand,
  ListObjectsCommand, ListObjectsV2Command, ListPartsCommand, PutObjectAclCommand, PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand, PutObjectTaggingCommand, RestoreObjectCommand, type S3Client, UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { type Connection, credentials } from '../support';
import { connectToLockedBucket } from './locked-bucket';

const Bucket = 'media-eu';
const ACCOUNT = '123456789012';
const Key = 'films/höhle + 1.txt';

let connection: Connection;
let s3: S3Client;

beforeEach(async () => {
  ({ connection } = await connectToLockedBucket(Bucket, ACCOUNT));
  s3 = connection.s3();
});
afterEach(() => connection.close());

const put = async (more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...more }));
const nameOf = async (call: Promise<unknown>) =>
  call.then(() => 'no error', (error: Error) => (error.name === 'Error' ? error.message : error.name));

describe('createS3App', () => {
  test('puts and gets an object with its headers, metadata, tags and checksum', async () => {
    const { ETag, VersionId, ChecksumCRC32 } = await put({
      ContentType: 'text/plain', CacheControl: 'no-cache', Metadata: { mood: 'dark' }, Tagging: 'a=1&b=',
    });
    expect(ChecksumCRC32).toBe('NhCmhg==');
    const { Body, ...got } = await s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(await Body!.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ETag,
      VersionId,
      ChecksumCRC32,
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      Metadata: { mood: 'dark' },
      TagCount: 2,
      ContentLength: 5,
      ServerSideEncryption: 'AES256',
      AcceptRanges: 'bytes',
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key, VersionId }));
    expect(head).toMatchObject({ ETag, ContentLength: 5, Metadata: { mood: 'dark' } });
  });

  test('copies an object with a special key to a part of an upload', async () => {
    const { ETag, VersionId } = await put();
    const copy = { Bucket, Key: 'copy' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...copy, ChecksumAlgorithm: 'CRC32' }));
    const { CopyPartResult, CopySourceVersionId, ServerSideEncryption } = await s3.send(new UploadPartCopyCommand({
      ...copy, UploadId, PartNumber: 1, CopySource: `${Bucket}/${encodeURIComponent(Key)}`, CopySourceIfMatch: ETag,
    }));
    expect({ CopySourceVersionId, ServerSideEncryption }).toEqual({
      CopySourceVersionId: VersionId, ServerSideEncryption: 'AES256',
    });
    expect(CopyPartResult).toEqual({ ETag, LastModified: expect.any(Date), ChecksumCRC32: 'NhCmhg==' });
    const Parts = [{ PartNumber: 1, ETag, ChecksumCRC32: CopyPartResult!.ChecksumCRC32 }];
    await s3.send(new CompleteMultipartUploadCommand({ ...copy, UploadId, MultipartUpload: { Parts } }));
    const { Body } = await s3.send(new GetObjectCommand(copy));
    expect(await Body!.transformToString()).toBe('hello');
  });

  test('gets a range and replaces headers of the answer', async () => {
    await put();
    const part = await s3.send(new GetObjectCommand({
      Bucket, Key, Range: 'bytes=1-3', ResponseContentType: 'text/css',
    }));
    expect(await part.Body!.transformToString()).toBe('ell');
    expect(part).toMatchObject({ ContentRange: 'bytes 1-3/5', ContentType: 'text/css' });
    expect(await nameOf(s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=9-' })))).toBe('InvalidRange');
    const headOfPart = await s3.send(new HeadObjectCommand({ Bucket, Key, Range: 'bytes=1-3' }));
    expect(headOfPart.ContentLength).toBe(3);
  });

  test('answers conditions with 304 and 412', async () => {
    const { ETag } = await put();
    const get = (conditions: object) => nameOf(s3.send(new GetObjectCommand({ Bucket, Key, ...conditions })));
    const unmodified = await s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag })).catch((error) => error);
    expect(unmodified.$metadata.httpStatusCode).toBe(304);
    expect(await get({ IfMatch: '"x"' })).toBe('PreconditionFailed');
    expect(await get({ IfModifiedSince: new Date(0) })).toBe('no error');
    expect(await nameOf(put({ IfNoneMatch: '*' }))).toBe('PreconditionFailed');
  });

  test('deletes an object and its delete marker', async () => {
    await put();
    const { VersionId, DeleteMarker } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(DeleteMarker).toBe(true);
    const missing = await s3.send(new GetObjectCommand({ Bucket, Key })).catch((error) => error);
    expect(missing.name).toBe('NoSuchKey');
    expect(missing.$response.headers).toMatchObject({ 'x-amz-delete-marker': 'true', 'x-amz-version-id': VersionId });
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    expect(await nameOf(s3.send(new HeadObjectCommand({ Bucket, Key })))).toBe('no error');
  });

  test('lists objects, with encoded keys on request', async () => {
    await put();
    await put({ Key: 'a' });
    const list = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(list)
      .toMatchObject({ KeyCount: 2, CommonPrefixes: [{ Prefix: 'films/' }], Contents: [{ Key: 'a', Size: 5 }] });
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'films/', EncodingType: 'url' }));
    expect(encoded).toMatchObject({ EncodingType: 'url', Contents: [{ Key: 'films/h%C3%B6hle%20%2B%201.txt' }] });
    expect(await nameOf(s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'x' as 'url' }))))
      .toBe('InvalidRequest');
  });

  test('lists objects in the first version of the listing', async () => {
    for (const name of ['a', 'b/1', 'b/2', 'c d']) await put({ Key: name });
    const list = async (more: object) => s3.send(new ListObjectsCommand({ Bucket, ...more }));
    const first = await list({ Delimiter: '/', MaxKeys: 2 });
    expect(first).toMatchObject({
      Contents: [{ Key: 'a' }], CommonPrefixes: [{ Prefix: 'b/' }], IsTruncated: true, NextMarker: 'b/', MaxKeys: 2,
    });
    const second = await list({ Delimiter: '/', Marker: first.NextMarker, EncodingType: 'url' });
    expect(second.Marker).toBe('b/');
    expect(second.Contents?.map((entry) => entry.Key)).toEqual(['c%20d']);
    expect(second.CommonPrefixes).toBeUndefined();
    const third = await list({ Marker: 'b/1', Prefix: 'b/', MaxKeys: 1 });
    expect(third).toMatchObject({ Contents: [{ Key: 'b/2' }], IsTruncated: false, Prefix: 'b/' });
    expect((await list({ MaxKeys: 1 })).NextMarker).toBeUndefined();
    expect(await nameOf(list({ EncodingType: 'x' }))).toBe('InvalidRequest');
  });

  test('copies an object', async () => {
    const { VersionId } = await put({ Tagging: 'a=1', ContentType: 'text/plain' });
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}?versionId=${VersionId}`;
    const copy = await s3.send(new CopyObjectCommand({
      Bucket,
      Key: 'copy',
      CopySource,
      MetadataDirective: 'REPLACE',
      TaggingDirective: 'REPLACE',
      ContentType: 'text/css',
      ChecksumAlgorithm: 'SHA256',
    }));
    expect(copy.CopySourceVersionId).toBe(VersionId);
    expect(copy.CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ContentType: 'text/css', ChecksumSHA256: expect.any(String) });
    expect(head.TagCount).toBeUndefined();
    expect(await nameOf(s3.send(new CopyObjectCommand({
      Bucket, Key: 'copy', CopySource: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap/object/a`,
    })))).toBe('InvalidRequest');
  });

  test('reads and changes tags and ACLs', async () => {
    await put();
    const TagSet = [{ Key: 'a', Value: '1' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual(TagSet);
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual([]);
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    expect((await s3.send(new GetObjectAclCommand({ Bucket, Key }))).Grants).toMatchObject([
      { Permission: 'FULL_CONTROL' },
    ]);
    expect(await nameOf(s3.send(new PutObjectAclCommand({
      Bucket, Key, AccessControlPolicy: { Grants: [], Owner: { ID: 'x' } },
    })))).toBe('NotImplemented');
    expect(await nameOf(put({ ACL: 'open' }))).toBe('InvalidArgument');
  });

  test('reads and changes locks', async () => {
    const RetainUntilDate = new Date(Date.now() + 3_600_000);
    RetainUntilDate.setMilliseconds(0);
    await put({
      ObjectLockLegalHoldStatus: 'ON',
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: RetainUntilDate,
    });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
      ObjectLockLegalHoldStatus: 'ON', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: RetainUntilDate,
    });
    await s3.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status: 'OFF' } }));
    expect((await s3.send(new GetObjectLegalHoldCommand({ Bucket, Key }))).LegalHold).toEqual({ Status: 'OFF' });
    const Retention = { Mode: 'COMPLIANCE', RetainUntilDate } as const;
    await s3.send(new PutObjectRetentionCommand({ Bucket, Key, Retention, BypassGovernanceRetention: true }));
    expect((await s3.send(new GetObjectRetentionCommand({ Bucket, Key }))).Retention).toEqual(Retention);
    const remove = (BypassGovernanceRetention: boolean) => nameOf(s3.send(new PutObjectRetentionCommand({
      Bucket, Key, Retention: {}, BypassGovernanceRetention,
    })));
    expect([await remove(false), await remove(true)]).toEqual(['AccessDenied', 'AccessDenied']);
    expect(await nameOf(put({ ObjectLockMode: 'GOVERNANCE' }))).toBe('InvalidArgument');
    expect(await nameOf(put({ ObjectLockLegalHoldStatus: 'MAYBE' }))).toBe('InvalidArgument');
  });

  test('uploads an object in parts', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }));
    const upload = (PartNumber: number, Body: Buffer) =>
      s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    const first = await upload(1, Buffer.alloc(5 * 1_024 * 1_024, 'a'));
    const second = await upload(2, Buffer.from('the end'));
    expect(second.ServerSideEncryption).toBe('AES256');
    const { Parts } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[1, 5_242_880], [2, 7]]);
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([{ Key, UploadId }]);
    const completed = await s3.send(new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: {
        Parts: [first, second].map(({ ETag, ChecksumCRC32 }, i) => ({ PartNumber: i + 1, ETag, ChecksumCRC32 })),
      },
    }));
    expect(completed).toMatchObject({ ETag: expect.stringMatching(/-2"$/), ChecksumType: 'COMPOSITE' });
    const end = await s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
    expect(await end.Body!.transformToString()).toBe('the end');
    expect(end.PartsCount).toBe(2);
    const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: other.UploadId }));
    expect(await nameOf(s3.send(new ListPartsCommand({ Bucket, Key, UploadId: other.UploadId })))).toBe('NoSuchUpload');
    expect(await nameOf(s3.send(new CreateMultipartUploadCommand({
      Bucket, Key, ChecksumType: 'PARTIAL' as 'COMPOSITE',
    })))).toBe('InvalidRequest');
  });

  test.each<[string, object]>([
    ['grants', { GrantRead: 'id=x' }],
    ['keys of customers', { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'k'.repeat(32) }],
    ['archives', { StorageClass: 'GLACIER' }],
  ])('answers 501 to %s', async (_, input) => {
    expect(await nameOf(put(input))).toBe('NotImplemented');
  });

  test('refuses to restore an object that is not archived', async () => {
    await put();
    expect(await nameOf(s3.send(new RestoreObjectCommand({ Bucket, Key })))).toMatch(/InvalidObjectState/);
  });

  test('refuses other access keys and other secrets', async () => {
    const other = connection.s3({ credentials: { ...credentials, accessKeyId: 'AKIDOTHER' } });
    expect(await nameOf(other.send(new ListObjectsV2Command({ Bucket })))).toBe('InvalidAccessKeyId');
    const wrong = connection.s3({ credentials: { ...credentials, secretAccessKey: 'wrong' } });
    expect(await nameOf(wrong.send(new ListObjectsV2Command({ Bucket })))).toBe('SignatureDoesNotMatch');
  });
});
