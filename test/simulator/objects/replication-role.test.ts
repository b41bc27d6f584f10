import { type AuthorizationRequest } from '../../../simulator';
import { ACCOUNT } from '../support';
import { copyTo, ObjectBench, ROLE } from './support';

const [SOURCE, DESTINATION] = ['media-us', 'media-eu'];
const JOB_ROLE = `arn:aws:iam::${ACCOUNT}:role/job`;

let bench: ObjectBench;
let asked: AuthorizationRequest[];
let denied: readonly string[];

beforeEach(async () => {
  bench = new ObjectBench();
  await bench.enableVersioning(SOURCE, DESTINATION);
  await bench.replicate(SOURCE, copyTo(DESTINATION));
  [asked, denied] = [[], []];
  bench.simulator.configure({
    authorize: (request) => {
      if (request.session !== undefined) asked.push(request);
      const isDenied = request.session !== undefined && denied.includes(request.action);
      return !isDenied || { denial: `${request.action} denied` };
    },
  });
});

const TAGS = { Tags: [{ Key: 'a', Value: '1' }] };

/** Lets all copies end with the permissions of now. */
function replicate(): void {
  bench.clock.advance(60_000);
  expect(bench.simulator.replication.pending).toEqual([]);
}

async function findTags(): Promise<readonly object[]> {
  return (await bench.call('GetObjectTagging', { Bucket: DESTINATION, Key: 'film' })).TagSet;
}

describe('findPermissionFailure', () => {
  test('asks for the documented permissions of the role, with the policies of both buckets', async () => {
    bench.simulator.buckets.get(DESTINATION)!.policy = 'policy';
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    expect(await bench.read(DESTINATION, 'film')).toBe('1');
    expect(asked.map(({ action, resource, region, bucket }) => [action, resource, region, bucket?.policy])).toEqual([
      ['s3:GetReplicationConfiguration', 'arn:aws:s3:::media-us', 'us-east-1', undefined],
      ['s3:ListBucket', 'arn:aws:s3:::media-us', 'us-east-1', undefined],
      ['s3:GetObjectVersionForReplication', 'arn:aws:s3:::media-us/film', 'us-east-1', undefined],
      ['s3:GetObjectVersionAcl', 'arn:aws:s3:::media-us/film', 'us-east-1', undefined],
      ['s3:ReplicateObject', 'arn:aws:s3:::media-eu/film', 'eu-west-1', 'policy'],
    ]);
    expect(asked[0]).toMatchObject({ accountId: ACCOUNT, session: { roleArn: ROLE } });
    // Policies can limit the encryption of replicas.
    expect(asked.at(-1)?.conditions).toMatchObject({
      's3:x-amz-server-side-encryption': ['AES256'], 's3:x-amz-server-side-encryption-aws-kms-key-id': [],
    });
  });

  test.each([
    ['s3:GetReplicationConfiguration', 'SrcGetObjNotPermitted'],
    ['s3:ListBucket', 'SrcGetObjNotPermitted'],
    ['s3:GetObjectVersionAcl', 'SrcGetObjNotPermitted'],
    ['s3:ReplicateObject', 'DstPutObjNotPermitted'],
  ])('reports FAILED without %s, with the reason', async (action, code) => {
    denied = [action];
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    expect(await bench.replicationStatus(SOURCE, 'film')).toBe('FAILED');
    expect(bench.simulator.replication.failures).toMatchObject([{ key: 'film', code, reason: `${action} denied` }]);
    expect(await bench.read(DESTINATION, 'film')).toBe('NoSuchKey');
  });

  test('accepts s3:GetObjectVersion for objects without a KMS key', async () => {
    denied = ['s3:GetObjectVersionForReplication'];
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    expect(await bench.replicationStatus(SOURCE, 'film')).toBe('COMPLETED');
    await bench.replicate(SOURCE, copyTo(DESTINATION, {
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    }));
    await bench.putObject(SOURCE, 'film', '1', { Headers: { 'x-amz-server-side-encryption': 'aws:kms' } });
    replicate();
    expect(await bench.replicationStatus(SOURCE, 'film')).toBe('FAILED');
  });

  test('needs the permissions for locks at a source with Object Lock', async () => {
    for (const name of [SOURCE, DESTINATION]) bench.simulator.buckets.get(name)!.hasObjectLock = true;
    denied = ['s3:GetObjectRetention'];
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    expect(await bench.replicationStatus(SOURCE, 'film')).toBe('FAILED');
    denied = [];
    await bench.putObject(SOURCE, 'film', '2');
    replicate();
    expect(await bench.read(DESTINATION, 'film')).toBe('2');
    expect(asked.map(({ action }) => action)).toContain('s3:GetObjectLegalHold');
  });

  test('needs s3:ReplicateDelete for a delete marker', async () => {
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    denied = ['s3:ReplicateDelete'];
    await bench.call('DeleteObject', { Bucket: SOURCE, Key: 'film' });
    replicate();
    expect(await bench.read(DESTINATION, 'film')).toBe('1');
    expect(bench.simulator.replication.failures)
      .toMatchObject([{ kind: 'delete-marker', code: 'DstDelObjNotPermitted' }]);
    denied = [];
    await bench.call('DeleteObject', { Bucket: SOURCE, Key: 'film' });
    replicate();
    expect(await bench.read(DESTINATION, 'film')).toBe('NoSuchKey');
  });

  test('copies an object without its tags if the role may not read them', async () => {
    denied = ['s3:GetObjectVersionTagging'];
    await bench.putObject(SOURCE, 'film', '1', TAGS);
    replicate();
    expect([await bench.replicationStatus(SOURCE, 'film'), await findTags()]).toEqual(['COMPLETED', []]);
    denied = [];
    await bench.call('PutObjectTagging', { Bucket: SOURCE, Key: 'film', TagSet: TAGS.Tags });
    replicate();
    expect(await findTags()).toEqual(TAGS.Tags);
  });

  test.each([
    [['s3:GetObjectVersionTagging'], 'SrcGetTaggingNotPermitted'],
    [['s3:ReplicateTags', 's3:ReplicateObject'], 'DstPutTaggingNotPermitted'],
  ])('does not copy changed tags without %s', async (actions, code) => {
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    denied = actions;
    await bench.call('PutObjectTagging', { Bucket: SOURCE, Key: 'film', TagSet: TAGS.Tags });
    replicate();
    expect([await bench.replicationStatus(SOURCE, 'film'), await findTags()]).toEqual(['FAILED', []]);
    expect(bench.simulator.replication.failures).toMatchObject([{ kind: 'values', code }]);
  });

  test('copies changed tags with s3:ReplicateObject alone, and other values without permissions for tags', async () => {
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    denied = ['s3:ReplicateTags'];
    await bench.call('PutObjectTagging', { Bucket: SOURCE, Key: 'film', TagSet: TAGS.Tags });
    replicate();
    expect(await findTags()).toEqual(TAGS.Tags);
    denied = ['s3:GetObjectVersionTagging'];
    await bench.call('PutObjectAcl', { Bucket: SOURCE, Key: 'film', ACL: 'bucket-owner-read' });
    replicate();
    expect(await bench.replicationStatus(SOURCE, 'film')).toBe('COMPLETED');
    expect((await bench.call('GetObjectAcl', { Bucket: DESTINATION, Key: 'film' })).ACL).toBe('bucket-owner-read');
  });

  test('needs s3:InitiateReplication of the role of a batch job, and copies with the role of the rules', async () => {
    denied = ['s3:ReplicateObject'];
    await bench.putObject(SOURCE, 'film', '1');
    replicate();
    const copy = (): unknown[] => {
      const bucket = bench.simulator.buckets.get(SOURCE)!;
      const ended: unknown[] = [];
      bench.simulator.replication.addExistingVersion(
        bucket, 'film', bucket.objects.current('film')!, JOB_ROLE, bench.clock.now(), (failure) => ended.push(failure));
      replicate();
      return ended;
    };
    denied = ['s3:InitiateReplication'];
    expect(copy()).toEqual(['SrcGetObjNotPermitted']);
    [denied, asked] = [[], []];
    expect(copy()).toEqual([undefined]);
    expect(new Set(asked.map(({ action, session }) => [action === 's3:InitiateReplication', session?.roleArn].join())))
      .toEqual(new Set([`true,${JOB_ROLE}`, `false,${ROLE}`]));
  });
});
