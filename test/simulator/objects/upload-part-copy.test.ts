import { type AuthorizationRequest } from '../../../simulator';
import { codeOf, NO_CHECKSUM, ObjectBench } from './support';

const BUCKET = 'media-eu';
const Key = 'film.mp4';
const MEBIBYTE = 1_024 * 1_024;
const LARGE = `${'a'.repeat(5 * MEBIBYTE)}bcd`;
const SOURCE = { Bucket: 'media-us', Key: 'source' };

let bench: ObjectBench;
beforeEach(() => {
  bench = new ObjectBench();
});

const begin = async (more: object = {}) =>
  (await bench.call('CreateMultipartUpload', { Bucket: BUCKET, Key, Headers: {}, ...more })).UploadId;
const copy = async (UploadId: string, more: object = {}) => bench.call('UploadPartCopy', {
  Bucket: BUCKET, Key, UploadId, PartNumber: 1, Source: SOURCE, ...more,
});

describe('uploadPartCopyHandler', () => {
  test('joins parts that copy ranges of an object in another Region with parts that are sent', async () => {
    await bench.putObject(SOURCE.Bucket, SOURCE.Key, LARGE);
    const UploadId = await begin();
    const { ETag: first } = await copy(UploadId, { SourceRange: `bytes=1-${5 * MEBIBYTE}` });
    const { ETag: second } = await copy(UploadId, { PartNumber: 2 });
    const { ETag: third } = await bench.call('UploadPart', {
      Bucket: BUCKET, Key, UploadId, PartNumber: 3, Body: Buffer.from('end'), Checksum: NO_CHECKSUM,
    });
    const Parts = [first, second, third].map((ETag, index) => ({ PartNumber: index + 1, ETag }));
    await bench.call('CompleteMultipartUpload', { Bucket: BUCKET, Key, UploadId, Parts });
    expect(await bench.read(BUCKET, Key)).toBe(`${LARGE.slice(1, -2)}${LARGE}end`);
  });

  test('computes the checksum that the upload was created with, which a completion must repeat', async () => {
    await bench.putObject(SOURCE.Bucket, SOURCE.Key, 'hello');
    const UploadId = await begin({ ChecksumAlgorithm: 'CRC32' });
    const { ETag, Checksum } = await copy(UploadId);
    expect(Checksum).toEqual({ algorithm: 'CRC32', type: 'FULL_OBJECT', value: 'NhCmhg==' });
    const complete = async (part: object) => codeOf(bench.call('CompleteMultipartUpload', {
      Bucket: BUCKET, Key, UploadId, Parts: [{ PartNumber: 1, ETag, ...part }],
    }));
    expect([await complete({}), await complete({ Checksum })]).toEqual(['InvalidRequest', 'no error']);
  });

  test('copies a version and returns its id', async () => {
    await bench.enableVersioning(SOURCE.Bucket);
    const { VersionId } = await bench.putObject(SOURCE.Bucket, SOURCE.Key, 'old');
    const { VersionId: current } = await bench.putObject(SOURCE.Bucket, SOURCE.Key, 'hello');
    const UploadId = await begin();
    const { SourceVersionId, ETag } = await copy(UploadId, { Source: { ...SOURCE, VersionId } });
    expect(SourceVersionId).toBe(VersionId);
    expect((await copy(UploadId, { PartNumber: 2 })).SourceVersionId).toBe(current);
    await bench.call('CompleteMultipartUpload', { Bucket: BUCKET, Key, UploadId, Parts: [{ PartNumber: 1, ETag }] });
    expect(await bench.read(BUCKET, Key)).toBe('old');
  });

  test('refuses ranges that are not complete, that are behind the end, or of small objects', async () => {
    await bench.putObject(SOURCE.Bucket, SOURCE.Key, LARGE);
    await bench.putObject(SOURCE.Bucket, 'small', 'x'.repeat(5 * MEBIBYTE));
    const UploadId = await begin();
    const code = async (SourceRange: string, name = SOURCE.Key) =>
      codeOf(copy(UploadId, { SourceRange, Source: { ...SOURCE, Key: name } }));
    for (const range of ['bytes=1-', 'bytes=-1', 'bytes=2-1', '0-1', '', `bytes=0-${LARGE.length}`]) {
      expect(await code(range)).toBe('InvalidArgument');
    }
    expect(await code(`bytes=0-${LARGE.length - 1}`)).toBe('no error');
    expect(await code('bytes=0-0', 'small')).toBe('InvalidRequest');
  });

  test('refuses a missing source, an unknown upload, and a source that does not meet a condition', async () => {
    await bench.putObject(SOURCE.Bucket, SOURCE.Key, 'hello');
    const UploadId = await begin();
    expect(await codeOf(copy(UploadId, { Source: { ...SOURCE, Key: 'other' } }))).toBe('NoSuchKey');
    expect(await codeOf(copy(UploadId, { Source: { ...SOURCE, Bucket: 'other' } }))).toBe('NoSuchBucket');
    expect(await codeOf(copy('other'))).toBe('NoSuchUpload');
    expect(await codeOf(copy(UploadId, { PartNumber: 10_001 }))).toBe('InvalidArgument');
    expect(await codeOf(copy(UploadId, { SourceConditions: { IfMatch: '"x"' } }))).toBe('PreconditionFailed');
  });

  test('needs permissions for the source, for the upload, and for the keys of both', async () => {
    const asked: AuthorizationRequest[] = [];
    bench = new ObjectBench({
      authorize: (request) => {
        asked.push(request);
        return true;
      },
    });
    const kms = (name: string) => ({
      Headers: {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:eu-west-1:1:key/${name}`,
      },
    });
    await bench.putObject(SOURCE.Bucket, SOURCE.Key, 'hello', kms('source'));
    const UploadId = await begin(kms('upload'));
    asked.length = 0;
    const { Encryption } = await copy(UploadId);
    expect(Encryption).toEqual(kms('upload').Headers);
    expect(asked.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      's3:PutObject arn:aws:s3:::media-eu/film.mp4',
      's3:GetObject arn:aws:s3:::media-us/source',
      'kms:Decrypt arn:aws:kms:eu-west-1:1:key/source',
      'kms:Decrypt arn:aws:kms:eu-west-1:1:key/upload',
    ]);
    expect(asked[0].conditions).toMatchObject({
      's3:objectcreationoperation': ['false'], 's3:x-amz-copy-source': ['media-us/source', '/media-us/source'],
    });
  });
});
