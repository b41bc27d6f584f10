import {
  CreateBucketCommand, DeleteBucketCommand, DeleteBucketReplicationCommand, GetBucketLocationCommand,
  GetBucketReplicationCommand, GetBucketVersioningCommand, HeadBucketCommand, ListBucketsCommand,
  PutBucketReplicationCommand, PutBucketVersioningCommand, type ReplicationRule,
} from '@aws-sdk/client-s3';
import { faultAlways, connectionResetFault, slowDownFault } from '../../../simulator';
import { ACCOUNT, Bench, OTHER_ACCOUNT } from '../support';
import { type Connection, CONNECTIONS } from './support';

describe('simulator/wire', () => {
  describe.each(CONNECTIONS)('%s', (_name, connect) => {
    let bench: Bench;
    let connection: Connection;
    beforeEach(async () => {
      bench = new Bench();
      connection = await connect(bench.simulator);
    });
    afterEach(async () => connection.close());

    test('supports the life cycle of a bucket', async () => {
      const s3 = connection.s3();
      const Bucket = 'new-bucket';
      expect(await s3.send(new CreateBucketCommand({ Bucket }))).toMatchObject({ Location: '/new-bucket' });
      expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'eu-west-1' });
      expect(await s3.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({
        LocationConstraint: 'eu-west-1',
      });
      expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'media-us' }))).LocationConstraint).toBeFalsy();
      expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
      expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
      const { Buckets, Owner } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets).toEqual([
        { Name: 'media-eu', BucketRegion: 'eu-west-1', CreationDate: new Date(0) },
        { Name: 'media-us', BucketRegion: 'us-east-1', CreationDate: new Date(0) },
        { Name: Bucket, BucketRegion: 'eu-west-1', CreationDate: new Date(bench.clock.now()) },
      ]);
      expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
      await s3.send(new DeleteBucketCommand({ Bucket }));
      await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
        name: 'NotFound',
        $metadata: { httpStatusCode: 404 },
      });
    });

    test('supports replication rules with all fields', async () => {
      const s3 = connection.s3();
      const Bucket = 'media-eu';
      for (const bucket of bench.simulator.buckets.list()) bucket.versioning = 'Enabled';
      const rule: ReplicationRule = {
        ID: 'to <us> & back',
        Priority: 3,
        Status: 'Enabled',
        Filter: {
          And: {
            Prefix: '"films"/',
            Tags: [
              { Key: 'a', Value: '1' },
              { Key: 'b', Value: '' },
            ],
          },
        },
        SourceSelectionCriteria: {
          SseKmsEncryptedObjects: { Status: 'Enabled' },
          ReplicaModifications: { Status: 'Enabled' },
        },
        ExistingObjectReplication: { Status: 'Disabled' },
        Destination: {
          Bucket: 'arn:aws:s3:::media-us',
          Account: OTHER_ACCOUNT,
          StorageClass: 'STANDARD_IA',
          AccessControlTranslation: { Owner: 'Destination' },
          EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-east-1:123456789012:alias/media' },
          ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
          Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        },
        DeleteMarkerReplication: { Status: 'Disabled' },
      };
      const simple: ReplicationRule = { ...rule, ID: 'simple', Priority: 4, Filter: { Prefix: '' } };
      const configuration = { Role: `arn:aws:iam::${ACCOUNT}:role/replication`, Rules: [rule, simple] };
      await s3.send(
        new PutBucketReplicationCommand({
          Bucket,
          ReplicationConfiguration: configuration,
          ExpectedBucketOwner: ACCOUNT,
        }),
      );
      const read = await s3.send(new GetBucketReplicationCommand({ Bucket, ExpectedBucketOwner: ACCOUNT }));
      expect(read.ReplicationConfiguration).toEqual(configuration);
      await expect(
        s3.send(new GetBucketReplicationCommand({ Bucket, ExpectedBucketOwner: OTHER_ACCOUNT })),
      ).rejects.toMatchObject({ name: 'AccessDenied' });
      await s3.send(new DeleteBucketReplicationCommand({ Bucket }));
      await expect(s3.send(new GetBucketReplicationCommand({ Bucket }))).rejects.toMatchObject({
        name: 'ReplicationConfigurationNotFoundError',
        $metadata: { httpStatusCode: 404 },
      });
    });

    test('creates a bucket in the Region of its constraint', async () => {
      await connection
        .s3({ region: 'us-east-1' })
        .send(
          new CreateBucketCommand({
            Bucket: 'far-away',
            CreateBucketConfiguration: { LocationConstraint: 'ap-south-1' },
          }),
        );
      await connection.s3({ region: 'us-east-1' }).send(new CreateBucketCommand({ Bucket: 'at-home' }));
      expect([bench.simulator.buckets.get('far-away')?.region, bench.simulator.buckets.get('at-home')?.region]).toEqual(
        ['ap-south-1', 'us-east-1'],
      );
    });

    test('derives the account from the access key or from a hook', async () => {
      const s3 = connection.s3({ credentials: { accessKeyId: OTHER_ACCOUNT, secretAccessKey: 'x' } });
      await s3.send(new CreateBucketCommand({ Bucket: 'theirs' }));
      bench.simulator.configure({ accountForAccessKey: () => ACCOUNT });
      await s3.send(new CreateBucketCommand({ Bucket: 'ours' }));
      expect([
        bench.simulator.buckets.get('theirs')?.accountId,
        bench.simulator.buckets.get('ours')?.accountId,
      ]).toEqual([OTHER_ACCOUNT, ACCOUNT]);
    });

    test('refuses to delete a member', async () => {
      await bench.ready();
      const s3 = connection.s3({ region: 'us-east-1' });
      await expect(s3.send(new DeleteBucketCommand({ Bucket: 'media-us' }))).rejects.toMatchObject(
        { name: 'BucketHasAccessPointsAttached', $metadata: { httpStatusCode: 400 } });
    });

    test('applies faults to S3 operations', async () => {
      bench.simulator.faults.add(faultAlways(slowDownFault(), ({ operation }) => operation === 'ListBuckets'));
      bench.simulator.faults.add(faultAlways(connectionResetFault(), ({ operation }) => operation === 'HeadBucket'));
      await expect(connection.s3().send(new ListBucketsCommand({}))).rejects.toMatchObject({
        name: 'SlowDown',
        $metadata: { httpStatusCode: 503 },
      });
      const s3 = connection.s3({ region: 'us-east-1' });
      await expect(s3.send(new HeadBucketCommand({ Bucket: 'media-us' }))).rejects.toThrow('ECONNRESET');
    });
  });
});
