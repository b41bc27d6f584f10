import {
  DeleteBucketPolicyCommand, DeleteObjectsCommand, GetBucketEncryptionCommand, GetBucketPolicyCommand,
  GetBucketRequestPaymentCommand, GetObjectLockConfigurationCommand, GetObjectRetentionCommand,
  ListObjectVersionsCommand, PutBucketEncryptionCommand, PutBucketPolicyCommand, PutBucketRequestPaymentCommand,
  PutObjectCommand, PutObjectLockConfigurationCommand, type S3Client,
} from '@aws-sdk/client-s3';
import { Bench } from '../support';
import { type Connection, CONNECTIONS } from './support';

const Bucket = 'media-eu';
const POLICY = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-eu/*' }],
});

describe('simulator/wire/s3/bucket-settings', () => {
  describe.each(CONNECTIONS)('%s', (_name, connect) => {
    let bench: Bench;
    let connection: Connection;
    let s3: S3Client;
    beforeEach(async () => {
      bench = new Bench();
      connection = await connect(bench.simulator);
      s3 = connection.s3();
    });
    afterEach(async () => connection.close());

    test('stores, returns and deletes the policy of a bucket', async () => {
      await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
        name: 'NoSuchBucketPolicy', $metadata: { httpStatusCode: 404 },
      });
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: POLICY }));
      expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(POLICY);
      await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' }))).rejects.toMatchObject({
        name: 'MalformedPolicy',
      });
      await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
      await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toThrow('does not exist');
    });

    test('encrypts with keys of S3 until a bucket has another setting', async () => {
      const read = async () => (await s3.send(new GetBucketEncryptionCommand({ Bucket })))
        .ServerSideEncryptionConfiguration?.Rules;
      expect(await read()).toEqual([
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
      ]);
      const rule = {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/media' },
        BucketKeyEnabled: true,
      };
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } }));
      expect(await read()).toEqual([rule]);
      await s3.send(new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }));
      expect(await read()).toEqual([
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
      ]);
    });

    test.each([
      { Rules: [] },
      { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'rot13' as 'AES256' } }] },
    ])('refuses the encryption %j', async (configuration) => {
      await expect(s3.send(new PutBucketEncryptionCommand({
        Bucket, ServerSideEncryptionConfiguration: configuration,
      }))).rejects.toMatchObject({ name: 'MalformedXML' });
    });

    test('retains new objects by the Object Lock of their bucket', async () => {
      const read = () => s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
      await expect(read()).rejects.toMatchObject({ name: 'ObjectLockConfigurationNotFoundError' });
      const lock = (retention: object) => s3.send(new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', ...retention } },
        },
      }));
      await expect(lock({ Days: 1 })).rejects.toMatchObject({ name: 'InvalidBucketState' });
      const bucket = bench.simulator.buckets.get(Bucket)!;
      bucket.versioning = 'Enabled';
      bucket.hasObjectLock = true;
      expect((await read()).ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled' });
      await lock({ Days: 1 });
      await s3.send(new PutObjectCommand({ Bucket, Key: 'day', Body: 'x' }));
      await lock({ Years: 2 });
      await s3.send(new PutObjectCommand({ Bucket, Key: 'years', Body: 'x' }));
      const retainedFor = async (Key: string) => {
        const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket, Key }));
        return Retention!.RetainUntilDate!.getTime() - bench.clock.now();
      };
      expect(await retainedFor('day')).toBe(86_400_000);
      expect(await retainedFor('years')).toBe(2 * 365 * 86_400_000);
      await expect(lock({ Days: 1, Years: 1 })).rejects.toMatchObject({ name: 'MalformedXML' });
      await expect(lock({ Days: 0 })).rejects.toMatchObject({ name: 'InvalidArgument' });
      await expect(lock({ Days: 1, Mode: 'WEAK' })).rejects.toMatchObject({ name: 'MalformedXML' });
      await lock({ Years: 1, DefaultEventHold: { Days: 365 } });
      expect((await read()).ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual(
        { Mode: 'GOVERNANCE', Years: 1, DefaultEventHold: { Days: 365 } });
      await expect(lock({ Days: 1, DefaultEventHold: { Days: 2 } })).rejects.toMatchObject({ name: 'InvalidArgument' });
      await expect(lock({ DefaultEventHold: { Days: 2 } })).rejects.toMatchObject({ name: 'MalformedXML' });
      await s3.send(new PutObjectLockConfigurationCommand({
        Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
      }));
      expect((await read()).ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled' });
      await expect(s3.send(new PutObjectLockConfigurationCommand({
        Bucket, ObjectLockConfiguration: {},
      }))).rejects.toMatchObject({ name: 'MalformedXML' });
    });

    test('changes the payer of requests', async () => {
      const read = async () => (await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer;
      const write = (Payer: string) => s3.send(new PutBucketRequestPaymentCommand({
        Bucket, RequestPaymentConfiguration: { Payer: Payer as 'Requester' },
      }));
      expect(await read()).toBe('BucketOwner');
      await write('Requester');
      expect(await read()).toBe('Requester');
      await write('BucketOwner');
      expect(await read()).toBe('BucketOwner');
      await expect(write('Nobody')).rejects.toMatchObject({ name: 'MalformedXML' });
    });

    test('lists versions page by page, and deletes several objects with one request', async () => {
      bench.simulator.buckets.get(Bucket)!.versioning = 'Enabled';
      const put = async (Key: string) => (await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))).VersionId!;
      const [first, second, other] = [await put('a b'), await put('a b'), await put('c')];
      const { Deleted = [], Errors } = await s3.send(new DeleteObjectsCommand({
        Bucket, Delete: { Objects: [{ Key: 'a b' }, { Key: 'c', VersionId: other }, { Key: 'missing' }] },
      }));
      expect(Errors ?? []).toEqual([]);
      expect(Deleted).toEqual([
        { Key: 'a b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
        { Key: 'c', VersionId: other },
        { Key: 'missing', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
      ]);
      const list = (input: object) => s3.send(new ListObjectVersionsCommand({ Bucket, EncodingType: 'url', ...input }));
      const { Versions, DeleteMarkers, IsTruncated } = await list({ Prefix: 'a' });
      expect(IsTruncated).toBe(false);
      expect(Versions).toMatchObject([
        { Key: 'a%20b', VersionId: second, IsLatest: false, Size: 3 }, { VersionId: first, IsLatest: false },
      ]);
      expect(DeleteMarkers).toMatchObject([{ Key: 'a%20b', IsLatest: true }]);
      const pages: (string | undefined)[][] = [];
      let markers: object = {};
      for (;;) {
        const page = await list({ MaxKeys: 2, ...markers });
        pages.push([...page.Versions ?? [], ...page.DeleteMarkers ?? []].map(({ VersionId }) => VersionId));
        if (page.IsTruncated !== true) break;
        markers = { KeyMarker: page.NextKeyMarker!.replace('%20', ' '), VersionIdMarker: page.NextVersionIdMarker };
      }
      expect(pages.map(({ length }) => length)).toEqual([2, 2]);
      expect(new Set(pages.flat()).size).toBe(4);
      expect((await list({ KeyMarker: 'a b' })).DeleteMarkers).toHaveLength(1);
      const quiet = await s3.send(new DeleteObjectsCommand({
        Bucket, Delete: { Quiet: true, Objects: [{ Key: 'a b', VersionId: first }] },
      }));
      expect(quiet.Deleted ?? []).toEqual([]);
    });

    test('reports each object that is locked, and deletes the others', async () => {
      const bucket = bench.simulator.buckets.get(Bucket)!;
      Object.assign(bucket, { versioning: 'Enabled', hasObjectLock: true });
      const { VersionId } = await s3.send(new PutObjectCommand({
        Bucket, Key: 'held', Body: 'x', ObjectLockLegalHoldStatus: 'ON',
      }));
      expect(await s3.send(new DeleteObjectsCommand({
        Bucket, Delete: { Objects: [{ Key: 'held', VersionId }, { Key: 'free' }] },
      }))).toMatchObject({
        Deleted: [{ Key: 'free' }], Errors: [{ Key: 'held', VersionId, Code: 'AccessDenied' }],
      });
      await expect(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [] } })))
        .rejects.toMatchObject({ name: 'MalformedXML' });
    });
  });
});
