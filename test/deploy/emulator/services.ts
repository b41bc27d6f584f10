import { createEndpointBucketDirectory, listenOnLoopback, Simulator } from '../../../simulator';
import { Ministack } from './ministack';
import { Moto } from './moto';

/** The programs and the simulator of a run. */
export interface Services {
  /** An emulator for the probes, whose resources the scenarios must not see. */
  readonly probed: Ministack;
  /** An emulator with its own S3 Control. */
  readonly alone: Ministack;
  /** An emulator whose S3 Control is the simulator. */
  readonly withSimulator: Ministack;
  readonly simulator: Simulator;
  readonly moto: Moto;
}

/** Shortens S3's operations from minutes. The clock stays real, because the handlers compare times. */
const FAST_TIMING = { duration: () => 300, routesLagMs: () => 100 };

/** Starts all services, runs `use`, and stops the services. */
export async function withServices<T>(use: (services: Services) => Promise<T>): Promise<T> {
  const stops: (() => Promise<void>)[] = [];
  const started = async <S extends { stop(): Promise<void> }>(start: Promise<S>): Promise<S> => {
    const service = await start;
    stops.push(() => service.stop());
    return service;
  };
  try {
    let bucketsUrl = '';
    const simulator = new Simulator({
      ...FAST_TIMING,
      bucketDirectory: {
        findRegion: (bucket, account) => createEndpointBucketDirectory(bucketsUrl).findRegion(bucket, account),
      },
    });
    const listening = await listenOnLoopback(simulator);
    stops.push(() => listening.close());
    const [probed, alone, withSimulator, moto] = await Promise.all([
      started(Ministack.start({ folder: 'ministack-probed' })),
      started(Ministack.start({ folder: 'ministack-alone' })),
      started(Ministack.start({ folder: 'ministack-with-simulator', s3ControlPort: listening.port })),
      started(Moto.start()),
    ]);
    bucketsUrl = withSimulator.url;
    return await use({ probed, alone, withSimulator, simulator, moto });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
