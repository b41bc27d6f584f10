import { type AuthorizationRequest, type ConditionValues } from '../../../simulator';
import { ACCOUNT } from '../support';
import { NO_CHECKSUM, ObjectBench } from './support';

const BUCKET = 'media-us';
const KMS = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': 'key-1' };

let bench: ObjectBench;
let asked: AuthorizationRequest[];

beforeEach(async () => {
  bench = new ObjectBench();
  await bench.enableVersioning(BUCKET);
  bench.simulator.buckets.get(BUCKET)!.hasObjectLock = true;
  await bench.putObject(BUCKET, 'film', '1', { Tags: [{ Key: 'Studio', Value: 'a' }] });
  asked = [];
  bench.simulator.configure({
    authorize: (request) => {
      asked.push(request);
      return true;
    },
  });
});

/** Returns the values of condition keys that are present in the request for an action. */
function findConditions(action: string): ConditionValues {
  const { conditions = {} } = asked.find((request) => request.action === action)!;
  return Object.fromEntries(Object.entries(conditions).filter(([, values]) => values.length > 0));
}

const FILM = { Bucket: BUCKET, Key: 'film' };

describe('makeConditions', () => {
  test('contains the settings of a write', async () => {
    await bench.putObject(BUCKET, 'new', '1', {
      Headers: { ...KMS, 'x-amz-storage-class': 'STANDARD_IA' },
      Tags: [{ Key: 'a', Value: '1' }, { Key: 'B', Value: '2' }],
      ACL: 'private',
      LegalHold: 'ON',
      Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(bench.clock.now() + 10 * 86_400_000 - 1) },
      IfNoneMatch: '*',
    });
    expect(findConditions('s3:PutObject')).toEqual({
      's3:x-amz-server-side-encryption': ['aws:kms'],
      's3:x-amz-server-side-encryption-aws-kms-key-id': ['key-1', `arn:aws:kms:us-east-1:${ACCOUNT}:key/key-1`],
      's3:x-amz-storage-class': ['STANDARD_IA'],
      's3:x-amz-acl': ['private'],
      's3:requestobjecttagkeys': ['a', 'B'],
      's3:requestobjecttag/a': ['1'],
      's3:requestobjecttag/b': ['2'],
      's3:object-lock-legal-hold': ['ON'],
      's3:object-lock-mode': ['GOVERNANCE'],
      's3:object-lock-retain-until-date': [new Date(bench.clock.now() + 10 * 86_400_000 - 1).toISOString()],
      's3:object-lock-remaining-retention-days': ['10'],
      's3:if-none-match': ['*'],
      's3:objectcreationoperation': ['true'],
    });
  });

  test('knows that a write has none of the other keys, also with a default encryption of the bucket', async () => {
    await bench.putObject(BUCKET, 'new', '1');
    const { conditions = {} } = asked[0];
    expect(findConditions('s3:PutObject')).toEqual({ 's3:objectcreationoperation': ['true'] });
    expect(conditions).toMatchObject({
      's3:x-amz-server-side-encryption': [],
      's3:requestobjecttagkeys': [],
      's3:x-amz-acl': [],
      's3:if-match': [],
      's3:x-amz-copy-source': [],
      's3:versionid': [],
      's3:prefix': [],
    });
  });

  test('contains the tags of an existing object, but not for its writer', async () => {
    const existing = { 's3:existingobjecttag/studio': ['a'] };
    await bench.call('GetObject', FILM);
    await bench.call('GetObjectAcl', FILM);
    await bench.call('DeleteObjectTagging', FILM);
    expect(findConditions('s3:GetObject')).toEqual(existing);
    expect(findConditions('s3:GetObjectAcl')).toEqual(existing);
    expect(findConditions('s3:DeleteObjectTagging')).toEqual(existing);
    await bench.call('PutObjectTagging', { ...FILM, TagSet: [{ Key: 'k', Value: 'v' }] });
    const added = { 's3:requestobjecttagkeys': ['k'], 's3:requestobjecttag/k': ['v'] };
    expect(findConditions('s3:PutObjectTagging')).toEqual(added);
    asked = [];
    await bench.putObject(BUCKET, 'film', '2', { Tags: [{ Key: 'k', Value: 'v' }], IfMatch: '*' });
    expect(findConditions('s3:PutObjectTagging'))
      .toEqual({ ...added, 's3:if-match': ['*'], 's3:objectcreationoperation': ['true'] });
    await bench.call('DeleteObject', FILM);
    expect(findConditions('s3:DeleteObject')).toEqual({});
  });

  test('contains the version of a request for a version', async () => {
    const { VersionId } = await bench.putObject(BUCKET, 'film', '2', { Tags: [{ Key: 'k', Value: 'v' }] });
    await bench.call('GetObject', { ...FILM, VersionId });
    expect(findConditions('s3:GetObjectVersion'))
      .toEqual({ 's3:versionid': [VersionId], 's3:existingobjecttag/k': ['v'] });
    await bench.call('DeleteObjects', { Bucket: BUCKET, Objects: [{ Key: 'film', VersionId }] });
    expect(findConditions('s3:DeleteObjectVersion')).toEqual({ 's3:versionid': [VersionId] });
  });

  test('contains the source of a copy, with and without a slash', async () => {
    await bench.call('CopyObject', {
      Bucket: BUCKET, Key: 'copy', Source: FILM, MetadataDirective: 'COPY', ChangedHeaders: KMS,
    });
    expect(findConditions('s3:PutObject')).toMatchObject({
      's3:x-amz-copy-source': [`${BUCKET}/film`, `/${BUCKET}/film`],
      's3:x-amz-metadata-directive': ['COPY'],
      's3:x-amz-server-side-encryption': ['aws:kms'],
      's3:objectcreationoperation': ['true'],
    });
    expect(findConditions('s3:GetObject')).toEqual({ 's3:existingobjecttag/studio': ['a'] });
  });

  test('contains the parameters of a list', async () => {
    await bench.call('ListObjectsV2', { Bucket: BUCKET, Prefix: 'a/', Delimiter: '/', MaxKeys: 5 });
    expect(findConditions('s3:ListBucket'))
      .toEqual({ 's3:prefix': ['a/'], 's3:delimiter': ['/'], 's3:max-keys': ['5'] });
    await bench.call('ListObjectVersions', { Bucket: BUCKET });
    expect(findConditions('s3:ListBucketVersions')).toEqual({});
  });

  test('contains the settings of an upload for its parts, and whether the request creates the object', async () => {
    const upload = { Bucket: BUCKET, Key: 'large' };
    const { UploadId } = await bench.call('CreateMultipartUpload', { ...upload, Headers: KMS });
    const encryption = { 's3:x-amz-server-side-encryption': ['aws:kms'] };
    expect(findConditions('s3:PutObject')).toMatchObject({ ...encryption, 's3:objectcreationoperation': ['false'] });
    asked = [];
    const part = { ...upload, UploadId, PartNumber: 1, Body: Buffer.from('1'), Checksum: NO_CHECKSUM };
    const { ETag } = await bench.call('UploadPart', part);
    expect(findConditions('s3:PutObject')).toMatchObject({ ...encryption, 's3:objectcreationoperation': ['false'] });
    asked = [];
    await bench.call('CompleteMultipartUpload', { ...upload, UploadId, Parts: [{ PartNumber: 1, ETag }] });
    expect(findConditions('s3:PutObject')).toMatchObject({ ...encryption, 's3:objectcreationoperation': ['true'] });
  });

  test('contains the lock of an object that a request changes', async () => {
    await bench.call('PutObjectLegalHold', { ...FILM, Status: 'OFF' });
    expect(findConditions('s3:PutObjectLegalHold')).toEqual({ 's3:object-lock-legal-hold': ['OFF'] });
    const Retention = { Mode: 'GOVERNANCE', RetainUntilDate: new Date(bench.clock.now() + 86_400_000) } as const;
    await bench.call('PutObjectRetention', { ...FILM, Retention });
    expect(findConditions('s3:PutObjectRetention')).toMatchObject({
      's3:object-lock-mode': ['GOVERNANCE'], 's3:object-lock-remaining-retention-days': ['1'],
    });
  });
});

describe('defineObjectHandler', () => {
  test.each(['GetObject', 'HeadObject'] as const)('needs the permission to list for an absent object: %s', async (
    operation,
  ) => {
    await bench.call('DeleteObject', FILM);
    const denied = new Set(['s3:ListBucket']);
    const find = async (more: object) => {
      asked = [];
      bench.simulator.configure({
        authorize: (request) => {
          asked.push(request);
          return !denied.has(request.action);
        },
      });
      return bench.call(operation, { ...FILM, ...more }).then(() => 200, ({ status }: { status: number }) => status);
    };
    expect([await find({ Key: 'absent' }), await find({}), await find({ VersionId: 'absent' })])
      .toEqual([403, 403, 404]);
    await find({ Key: 'absent' });
    expect(asked.map(({ action, resource }) => `${action} ${resource}`))
      .toEqual([`s3:ListBucket arn:aws:s3:::${BUCKET}`]);
    // S3 compares the key with the prefix.
    expect(findConditions('s3:ListBucket')).toEqual({ 's3:prefix': ['absent'] });
    denied.clear();
    expect([await find({ Key: 'absent' }), await find({})]).toEqual([404, 404]);
  });
});
