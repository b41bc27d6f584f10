import { CreateBucketCommand, DeleteBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3Control, sdkS3Control } from '../../../control/s3-control';
import { VirtualClock } from '../../../simulator';
import { type Moto } from '../emulator/moto';
import { createS3ControlClient } from '../emulator/s3-control-client';
import { type ProbeTable } from '../probe/probe';
import { s3ControlRow } from '../probe/s3-control';
import { replicationRow } from '../probe/s3-replication';
import { type DriverServices } from './driver-services';
import { readAccessPoints } from './read-access-points';
import { readBuckets } from './read-buckets';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Makes moto available to the test driver. The virtual clock does not move during a request. */
export function createMotoServices({ url }: Moto, table: ProbeTable): DriverServices & { close(): void } {
  const clock = new VirtualClock(Date.now());
  const config = { endpoint: url, forcePathStyle: true, credentials: CREDENTIALS };
  const s3 = new S3Client({ ...config, region: 'us-east-1', followRegionRedirects: true });
  const control = createS3ControlClient(url);
  const whileHeld = async <T>(run: () => Promise<T>): Promise<T> => {
    clock.hold();
    try {
      return await run();
    } finally {
      clock.release();
    }
  };
  const handlers = sdkS3Control({ endpointProvider: () => ({ url: new URL(url) }), credentials: CREDENTIALS }, config);
  const isLikeAws = (behavior: string) => table.rows[s3ControlRow('moto', behavior)] === true;
  const keepsRules = table.rows[replicationRow('moto')] === true;
  return {
    name: 'driver on moto',
    comparedFields: {
      bucket: new Set(['region', 'versioning', ...(keepsRules ? ['replication' as const] : [])] as const),
      memberRegions: isLikeAws('the members have the Regions of their buckets'),
      routes: isLikeAws('all members are active at first'),
      identities: false,
    },
    clock,
    s3: { call: (...call) => whileHeld(() => handlers.call(...call)) } satisfies S3Control,
    hasBucket: (name) => whileHeld(async () => name in await readBuckets(s3)),
    createBucket: (name, region, isVersioned) => whileHeld(async () => {
      const constraint = { LocationConstraint: region as never };
      const location = region === 'us-east-1' ? {} : { CreateBucketConfiguration: constraint };
      await sendInRegion(config, region, new CreateBucketCommand({ Bucket: name, ...location }));
      const versioning = { Bucket: name, VersioningConfiguration: { Status: 'Enabled' as const } };
      if (isVersioned) await s3.send(new PutBucketVersioningCommand(versioning));
    }),
    deleteBucket: (name) => whileHeld(async () => {
      await s3.send(new DeleteBucketCommand({ Bucket: name }));
    }),
    readBuckets: () => readBuckets(s3),
    readAccessPoints: () => readAccessPoints(control, isLikeAws('all members are active at first')),
    close: () => {
      s3.destroy();
      control.destroy();
    },
  };
}

async function sendInRegion(config: object, region: string, command: CreateBucketCommand): Promise<void> {
  const client = new S3Client({ ...config, region });
  try {
    await client.send(command);
  } finally {
    client.destroy();
  }
}
