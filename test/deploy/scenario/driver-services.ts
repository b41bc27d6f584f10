import { type S3Control } from '../../../control/s3-control';
import { Simulator, VirtualClock } from '../../../simulator';
import { directS3 } from '../../support/simulated-s3';
import { ACCOUNT } from '../emulator/ministack';
import { type ComparedFields } from './deployment-backend';
import { type LiveAccessPoints, readSimulatedAccessPoints } from './read-access-points';
import { type BucketState, toReplicationState } from './state';

/** S3 and S3 Control below the test driver. */
export interface DriverServices {
  readonly name: string;
  readonly comparedFields: ComparedFields;
  readonly clock: VirtualClock;
  /** The services that the handlers call. */
  readonly s3: S3Control;
  /** The simulator, if it provides the services. */
  readonly simulator?: Simulator;
  hasBucket(name: string): Promise<boolean>;
  createBucket(name: string, region: string, isVersioned: boolean): Promise<void>;
  deleteBucket(name: string, region: string): Promise<void>;
  readBuckets(): Promise<Readonly<Record<string, BucketState>>>;
  readAccessPoints(): Promise<LiveAccessPoints>;
}

/** Creates a simulator in this process on a virtual clock. */
export function createSimulatedServices(): DriverServices {
  const clock = new VirtualClock();
  const simulator = new Simulator({ clock });
  return {
    name: 'driver',
    comparedFields: {
      bucket: new Set(['region', 'versioning', 'replication'] as const),
      memberRegions: true,
      routes: true,
      identities: false,
    },
    clock,
    s3: directS3(simulator),
    simulator,
    hasBucket: async (name) => simulator.buckets.get(name) !== undefined,
    createBucket: async (name, region, isVersioned) => {
      const bucket = simulator.buckets.add(name, region, ACCOUNT, clock.now());
      if (isVersioned) bucket.versioning = 'Enabled';
    },
    deleteBucket: async (name, region) => {
      const outcome = await simulator.call('DeleteBucket', { Bucket: name }, { accountId: ACCOUNT, region });
      if (outcome.kind === 'error') throw new Error(`${name}: ${outcome.message}`);
    },
    readBuckets: async () =>
      Object.fromEntries(simulator.snapshot().buckets.map(({ name, region, versioning, replication }) =>
        [name, { region, versioning, replication: toReplicationState(replication) }])),
    readAccessPoints: async () => readSimulatedAccessPoints(simulator),
  };
}
