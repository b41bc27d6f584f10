import { type CompletedPart, type ObjectChecksum } from '../../../simulator/model/objects';
import { codeOf, NO_CHECKSUM, ObjectBench } from './support';

const BUCKET = 'media-eu';

let bench: ObjectBench;
beforeEach(() => {
  bench = new ObjectBench();
});

describe('completeMultipartUploadHandler', () => {
  const Key = 'film.mp4';
  const big = Buffer.alloc(5 * 1_024 * 1_024, 'a');
  const begin = async (more: object = {}) =>
    (await bench.call('CreateMultipartUpload', { Bucket: BUCKET, Key, Headers: {}, ...more })).UploadId;
  const upload = async (
    UploadId: string, PartNumber: number, Body: Uint8Array, Checksum: ObjectChecksum = NO_CHECKSUM,
  ) => bench.call('UploadPart', { Bucket: BUCKET, Key, UploadId, PartNumber, Body, Checksum });
  const complete = async (UploadId: string, Parts: CompletedPart[]) =>
    bench.call('CompleteMultipartUpload', { Bucket: BUCKET, Key, UploadId, Parts });

  test('joins the listed parts', async () => {
    const UploadId = await begin({ Headers: { 'content-type': 'video/mp4' } });
    const { ETag: first } = await upload(UploadId, 1, big);
    const { ETag: second } = await upload(UploadId, 7, Buffer.from('end'));
    await upload(UploadId, 8, Buffer.from('not listed'));
    const { ETag } = await complete(UploadId, [{ PartNumber: 1, ETag: first }, { PartNumber: 7, ETag: second }]);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const head = await bench.call('HeadObject', { Bucket: BUCKET, Key });
    expect(head).toMatchObject({
      ETag,
      ContentLength: big.length + 3,
      PartsCount: 2,
      Headers: { 'content-type': 'video/mp4' },
      Checksum: { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' },
    });
    expect(await bench.read(BUCKET, Key, { PartNumber: 2 })).toBe('end');
    expect(await codeOf(complete(UploadId, []))).toBe('NoSuchUpload');
  });

  test('makes a composite checksum from the checksums of the parts', async () => {
    const UploadId = await begin({ ChecksumAlgorithm: 'CRC32' });
    const checksum = { algorithm: 'CRC32', type: 'FULL_OBJECT', value: 'NhCmhg==' } as const;
    const { ETag } = await upload(UploadId, 1, Buffer.from('hello'), checksum);
    const { Checksum } = await complete(UploadId, [{ PartNumber: 1, ETag, Checksum: checksum }]);
    expect(Checksum).toEqual({ algorithm: 'CRC32', type: 'COMPOSITE', value: 'FKTmaw==-1' });
  });

  test.each([
    ['CRC64NVME', 'COMPOSITE'],
    ['SHA256', 'FULL_OBJECT'],
  ])('refuses the checksum %s of type %s', async (ChecksumAlgorithm, ChecksumType) => {
    expect(await codeOf(begin({ ChecksumAlgorithm, ChecksumType }))).toBe('InvalidRequest');
  });

  test('refuses wrong lists of parts', async () => {
    const UploadId = await begin();
    const { ETag } = await upload(UploadId, 1, Buffer.from('small'));
    const { ETag: other } = await upload(UploadId, 2, Buffer.from('end'));
    const list = (...parts: [number, string][]) =>
      codeOf(complete(UploadId, parts.map(([PartNumber, tag]) => ({ PartNumber, ETag: tag }))));
    expect(await list()).toBe('MalformedXML');
    expect(await list([2, other], [1, ETag])).toBe('InvalidPartOrder');
    expect(await list([1, other])).toBe('InvalidPart');
    expect(await list([3, ETag])).toBe('InvalidPart');
    expect(await list([1, ETag], [2, other])).toBe('EntityTooSmall');
    expect(await codeOf(upload(UploadId, 10_001, big))).toBe('InvalidArgument');
    expect(await list([2, other])).toBe('no error');
  });

  test('lists parts and uploads, and forgets an aborted upload', async () => {
    const UploadId = await begin();
    const at = new Date(bench.clock.now());
    const { ETag } = await upload(UploadId, 2, Buffer.from('abc'));
    await upload(UploadId, 1, Buffer.from('ab'));
    const first = await bench.call('ListParts', { Bucket: BUCKET, Key, UploadId, MaxParts: 1 });
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: 1, Parts: [{ PartNumber: 1, Size: 2 }] });
    const second = await bench.call('ListParts', { Bucket: BUCKET, Key, UploadId, PartNumberMarker: 1 });
    expect(second).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 2, ETag, Size: 3, LastModified: at }] });
    expect(await bench.call('ListMultipartUploads', { Bucket: BUCKET, Prefix: 'film' }))
      .toMatchObject({ Bucket: BUCKET, IsTruncated: false, Uploads: [{ Key, UploadId, Initiated: at }] });
    expect((await bench.call('ListMultipartUploads', { Bucket: BUCKET, Prefix: 'x' })).Uploads).toEqual([]);
    await bench.call('AbortMultipartUpload', { Bucket: BUCKET, Key, UploadId });
    expect(await codeOf(bench.call('ListParts', { Bucket: BUCKET, Key, UploadId }))).toBe('NoSuchUpload');
  });

  test('lists uploads in the order of their keys', async () => {
    for (const key of ['b', 'a', 'a']) {
      await bench.call('CreateMultipartUpload', { Bucket: BUCKET, Key: key, Headers: {} });
    }
    const { Uploads } = await bench.call('ListMultipartUploads', { Bucket: BUCKET });
    expect(Uploads.map((entry) => entry.Key)).toEqual(['a', 'a', 'b']);
  });
});
