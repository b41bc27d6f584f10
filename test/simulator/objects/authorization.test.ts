import { type AuthorizationRequest } from '../../../simulator';
import { ACCOUNT, OTHER_ACCOUNT } from '../support';
import { codeOf, copyTo, NO_CHECKSUM, ObjectBench, ROLE } from './support';

const BUCKET = 'media-us';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`;
const REPLICA_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/2`;
const KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';
const KMS = { 'x-amz-server-side-encryption': 'aws:kms', [KEY_HEADER]: KEY };

let bench: ObjectBench;
let asked: AuthorizationRequest[];
let denied: readonly string[];

beforeEach(async () => {
  bench = new ObjectBench();
  await bench.enableVersioning('media-us', 'media-eu');
  [asked, denied] = [[], []];
  bench.simulator.configure({
    authorize: (request) => {
      asked.push(request);
      return !denied.includes(`${request.action} ${request.resource}`);
    },
  });
});

/** Returns the permissions that calls needed since the last time. */
function takePermissions(): string[] {
  return asked.splice(0).map(({ action, resource }) => `${action} ${resource}`);
}

describe('defineObjectHandler', () => {
  test('needs permissions for the settings of a new object', async () => {
    const bucket = bench.simulator.buckets.get(BUCKET)!;
    bucket.hasObjectLock = true;
    await bench.putObject(BUCKET, 'a', '1', {
      Tags: [{ Key: 'a', Value: '1' }],
      ACL: 'private',
      LegalHold: 'OFF',
      Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2099-01-01') },
    });
    expect(takePermissions()).toEqual(
      ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectAcl', 's3:PutObjectLegalHold', 's3:PutObjectRetention']
        .map((action) => `${action} arn:aws:s3:::${BUCKET}/a`));
    await bench.putObject(BUCKET, 'b', '1', { Tags: [] });
    expect(takePermissions()).toEqual([`s3:PutObject arn:aws:s3:::${BUCKET}/b`]);
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'b', BypassGovernanceRetention: true });
    expect(takePermissions()).toContain(`s3:BypassGovernanceRetention arn:aws:s3:::${BUCKET}/b`);
  });

  test('deletes only the objects of DeleteObjects with their entity tags and with possible version ids', async () => {
    const { ETag } = await bench.putObject(BUCKET, 'a', '1');
    await bench.putObject(BUCKET, 'b', '1');
    const Objects = [{ Key: 'a', ETag }, { Key: 'b', ETag: '"x"' }, { Key: 'c', ETag }, { Key: 'd', VersionId: 'x' }];
    const { Deleted, Errors } = await bench.call('DeleteObjects', { Bucket: BUCKET, Objects });
    expect(Deleted).toMatchObject([{ Key: 'a', DeleteMarker: true }]);
    expect(Errors.map(({ Key, Code }) => `${Key} ${Code}`))
      .toEqual(['b PreconditionFailed', 'c NoSuchKey', 'd NoSuchVersion']);
    expect(bench.simulator.buckets.get(BUCKET)!.objects.current('b')).toMatchObject({ kind: 'object' });
  });

  test('needs the permission for each object of DeleteObjects, and deletes the others', async () => {
    denied = [`s3:DeleteObject arn:aws:s3:::${BUCKET}/b`];
    const Objects = [{ Key: 'a' }, { Key: 'b' }, { Key: 'c', VersionId: 'x'.repeat(32) }];
    const { Deleted, Errors } = await bench.call('DeleteObjects', { Bucket: BUCKET, Objects });
    expect(Deleted.map(({ Key }) => Key)).toEqual(['a', 'c']);
    expect(Errors).toMatchObject([{ Key: 'b', Code: 'AccessDenied' }]);
    expect(takePermissions()).toContain(`s3:DeleteObjectVersion arn:aws:s3:::${BUCKET}/c`);
  });

  test('needs permissions for both objects of a copy, with the policies of both buckets', async () => {
    bench.simulator.buckets.get('media-eu')!.policy = 'policy of media-eu';
    const { VersionId } = await bench.putObject('media-eu', 'a', '1', { Headers: KMS });
    takePermissions();
    const copy = (Source: object) => bench.call('CopyObject', {
      Bucket: BUCKET, Key: 'b', Source: { Bucket: 'media-eu', Key: 'a', ...Source }, ChangedHeaders: {},
    });
    await copy({});
    expect(asked.map(({ bucket }) => bucket?.policy)).toEqual([undefined, 'policy of media-eu', undefined]);
    expect(takePermissions()).toEqual([
      `s3:PutObject arn:aws:s3:::${BUCKET}/b`, 's3:GetObject arn:aws:s3:::media-eu/a', `kms:Decrypt ${KEY}`,
    ]);
    await copy({ VersionId });
    expect(takePermissions()).toContain('s3:GetObjectVersion arn:aws:s3:::media-eu/a');
    expect(await codeOf(copy({ Bucket: 'missing' }))).toBe('NoSuchBucket');
  });

  test('encrypts by the setting of the bucket, and needs permissions for its key', async () => {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } };
    await bench.call('PutBucketEncryption', {
      Bucket: BUCKET, ServerSideEncryptionConfiguration: { Rules: [{ ...rule, BucketKeyEnabled: true }] },
    });
    takePermissions();
    const { Encryption } = await bench.putObject(BUCKET, 'a', '1');
    expect(Encryption).toEqual({ ...KMS, 'x-amz-server-side-encryption-bucket-key-enabled': 'true' });
    expect(asked[1]).toMatchObject({
      action: 'kms:GenerateDataKey',
      required: { name: KEY, accountId: ACCOUNT },
      // With an S3 Bucket Key, the context is the bucket.
      encryptionContext: `arn:aws:s3:::${BUCKET}`,
    });
    takePermissions();
    expect(await bench.read(BUCKET, 'a')).toBe('1');
    expect(takePermissions()).toContain(`kms:Decrypt ${KEY}`);
    denied = [`kms:Decrypt ${KEY}`];
    expect(await bench.read(BUCKET, 'a')).toBe('AccessDenied');
    expect(await bench.read(BUCKET, 'missing')).toBe('NoSuchKey');
  });

  test('needs permissions for the key of a multipart upload', async () => {
    const input = { Bucket: BUCKET, Key: 'a' };
    const { UploadId, Encryption } = await bench.call('CreateMultipartUpload', { ...input, Headers: KMS });
    expect(Encryption).toEqual(KMS);
    expect(takePermissions()).toContain(`kms:GenerateDataKey ${KEY}`);
    await bench.call('UploadPart', {
      ...input, UploadId, PartNumber: 1, Body: Buffer.from('1'), Checksum: NO_CHECKSUM,
    });
    expect(takePermissions()).toContain(`kms:Decrypt ${KEY}`);
  });

  test('needs no permission for the key that AWS manages, except for other accounts', async () => {
    const Headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    await bench.putObject(BUCKET, 'a', '1', { Headers });
    expect(takePermissions()).toEqual([`s3:PutObject arn:aws:s3:::${BUCKET}/a`]);
    await bench.call('GetObject', { Bucket: BUCKET, Key: 'a' }, { accountId: OTHER_ACCOUNT });
    expect(asked[1]).toMatchObject({ action: 'kms:Decrypt', required: { accountId: ACCOUNT } });
  });

  async function replicateEncrypted(encryption: object = { ReplicaKmsKeyID: REPLICA_KEY }): Promise<void> {
    const rule = copyTo('media-eu', {
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    });
    const Destination = { ...rule.Destination, EncryptionConfiguration: encryption };
    await bench.replicate(BUCKET, { ...rule, Destination });
  }

  test('encrypts replicas with the related key of a multi-Region key', async () => {
    await replicateEncrypted({ UseSourceMultiRegionKey: { Status: 'Enabled' } });
    const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-1`;
    await bench.putObject(BUCKET, 'a', '1', { Headers: { ...KMS, [KEY_HEADER]: key } });
    await bench.putObject(BUCKET, 'b', '1', { Headers: KMS });
    bench.clock.advance(60_000);
    takePermissions();
    expect(await bench.read('media-eu', 'a')).toBe('1');
    expect(takePermissions()).toContain(`kms:Decrypt arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-1`);
    expect(await bench.read('media-eu', 'b')).toBe('1');
    expect(takePermissions()).toContain(`kms:Decrypt ${KEY}`);
  });

  test('encrypts replicas with the key of the rule', async () => {
    await replicateEncrypted();
    await bench.putObject(BUCKET, 'a', '1', { Headers: KMS });
    await bench.putObject(BUCKET, 'b', '1');
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'c' });
    bench.clock.advance(60_000);
    takePermissions();
    expect(await bench.read('media-eu', 'a')).toBe('1');
    expect(takePermissions()).toContain(`kms:Decrypt ${REPLICA_KEY}`);
    expect(await bench.read('media-eu', 'b')).toBe('1');
    expect(takePermissions()).toEqual(['s3:GetObject arn:aws:s3:::media-eu/b']);
  });

  test('copies with the permissions of the replication role for both keys', async () => {
    await replicateEncrypted();
    await bench.putObject(BUCKET, 'a', '1', { Headers: KMS });
    asked = [];
    bench.clock.advance(60_000);
    expect(await bench.replicationStatus(BUCKET, 'a')).toBe('COMPLETED');
    const session = { roleArn: ROLE, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/replication/s3-replication` };
    const ofKeys = asked.filter(({ action }) => action.startsWith('kms:'));
    expect(ofKeys.slice(0, 2)).toEqual([
      {
        action: 'kms:Decrypt',
        resource: KEY,
        required: { name: KEY, accountId: ACCOUNT },
        encryptionContext: `arn:aws:s3:::${BUCKET}/a`,
        region: 'us-east-1',
        accountId: ACCOUNT,
        session,
      },
      {
        action: 'kms:Encrypt',
        resource: REPLICA_KEY,
        required: { name: REPLICA_KEY, accountId: ACCOUNT },
        encryptionContext: 'arn:aws:s3:::media-eu/a',
        region: 'eu-west-1',
        accountId: ACCOUNT,
        session,
      },
    ]);
    const retag = { Bucket: BUCKET, Key: 'a', TagSet: [{ Key: 'k', Value: 'v' }] };
    denied = [`kms:Encrypt ${REPLICA_KEY}`];
    await bench.call('PutObjectTagging', retag);
    bench.clock.advance(60_000);
    // Changed tags need no key.
    expect(await bench.replicationStatus(BUCKET, 'a')).toBe('COMPLETED');
  });

  test.each([
    ['decrypt the object', () => { denied = [`kms:Decrypt ${KEY}`]; }, 'SrcGetObjNotPermitted'],
    ['encrypt the replica', () => { denied = [`kms:Encrypt ${REPLICA_KEY}`]; }, 'DstPutObjNotPermitted'],
    [
      'use the key of the object',
      () => bench.simulator.configure({ keyState: (key) => (key === KEY ? 'PendingDeletion' : 'Enabled') }),
      'SrcKmsKeyInvalidState',
    ],
    [
      'use the key of the replica',
      () => bench.simulator.configure({ keyState: (key) => (key === REPLICA_KEY ? 'Disabled' : 'Enabled') }),
      'DstKmsKeyInvalidState',
    ],
  ])('reports FAILED if the replication role cannot %s, and a job copies the object later', async (_, damage, code) => {
    await replicateEncrypted();
    await bench.putObject(BUCKET, 'a', '1', { Headers: KMS });
    await bench.putObject(BUCKET, 'b', '1');
    damage();
    bench.clock.advance(60_000);
    expect(await bench.replicationStatus(BUCKET, 'a')).toBe('FAILED');
    expect(await bench.replicationStatus(BUCKET, 'b')).toBe('COMPLETED');
    expect(await bench.read('media-eu', 'a')).toBe('NoSuchKey');
    expect(bench.simulator.replication.failures).toMatchObject([{
      key: 'a', code, reason: expect.stringMatching(/^(kms:\w+ is not allowed|arn:\S+ is (PendingDeletion|Disabled))$/),
    }]);
    denied = [];
    bench.simulator.configure({ keyState: () => 'Enabled' });
    const bucket = bench.simulator.buckets.get(BUCKET)!;
    const role = `arn:aws:iam::${ACCOUNT}:role/job`;
    asked = [];
    bench.simulator.replication.addExistingVersion(
      bucket, 'a', bucket.objects.current('a')!, role, bench.clock.now(), () => undefined);
    bench.clock.advance(60_000);
    expect(await bench.read('media-eu', 'a')).toBe('1');
    expect(asked[0]).toMatchObject({ action: 's3:InitiateReplication', session: { roleArn: role } });
    expect(asked.slice(1, 6).map(({ session }) => session?.roleArn)).toEqual(Array(5).fill(ROLE));
  });

  test('lets a policy allow the requests of another account', async () => {
    await bench.putObject(BUCKET, 'a', '1');
    const read = (more: object = {}) => bench.call(
      'GetObject', { Bucket: BUCKET, Key: 'a', ...more }, { accountId: OTHER_ACCOUNT });
    expect(await codeOf(read())).toBe('no error');
    expect(await codeOf(read({ ExpectedBucketOwner: OTHER_ACCOUNT }))).toBe('AccessDenied');
    expect(await codeOf(read({ ExpectedBucketOwner: ACCOUNT }))).toBe('no error');
  });
});

describe('copyObjectHandler', () => {
  test('refuses to copy an object to itself without a change', async () => {
    const { VersionId } = await bench.putObject(BUCKET, 'a', '1', { Headers: KMS });
    const copy = (more: object, source: object = {}) => codeOf(bench.call('CopyObject', {
      Bucket: BUCKET, Key: 'a', Source: { Bucket: BUCKET, Key: 'a', ...source }, ...more,
    }));
    expect(await copy({})).toBe('InvalidRequest');
    expect(await copy({ ChangedHeaders: { 'x-amz-storage-class': 'STANDARD_IA' } })).toBe('no error');
    expect(await copy({ Headers: { 'content-type': 'text/css' } })).toBe('no error');
    expect(await copy({}, { VersionId })).toBe('no error');
  });
});
