import { Command, InvalidArgumentError, Option } from 'commander';
import {
  createAnyBucketDirectory, createEndpointBucketDirectory, type BucketDirectory, listenOnLoopback, type ListeningServer,
  type SimulatorSettings, Simulator,
} from '../../simulator';
import { type CommandOutput } from '../output';

interface SimulateOptions {
  readonly port: number;
  readonly buckets: string;
  readonly speed: number;
  readonly json?: boolean;
}

function parsePort(text: string): number {
  const port = Number(text);
  const isPort = /^\d+$/.test(text) && port <= 65_535;
  if (!isPort) throw new InvalidArgumentError('expected a port from 0 to 65535; 0 selects a free port.');
  return port;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && Number.isFinite(speed))) throw new InvalidArgumentError('expected a number above 0.');
  return speed;
}

function createBucketDirectory(buckets: string): BucketDirectory | undefined {
  if (buckets === 'own') return undefined;
  return buckets === 'any' ? createAnyBucketDirectory() : createEndpointBucketDirectory(buckets);
}

function parseBuckets(text: string): string {
  const isKnown = text === 'own' || text === 'any' || URL.canParse(text);
  if (!isKnown) throw new InvalidArgumentError('expected own, any, or the URL of an S3 endpoint.');
  return text;
}

/**
 * Shortens the durations of S3 operations. The clock itself keeps real time, because handlers compare times from S3
 * with their own clock.
 */
function speedUp({ duration, routesLagMs }: SimulatorSettings, speed: number): Partial<SimulatorSettings> {
  return {
    duration: (call) => duration(call) / speed,
    routesLagMs: (controlRegion) => routesLagMs(controlRegion) / speed,
  };
}

/** Starts the simulator and returns its server, which the caller closes. */
export async function startSimulator(options: SimulateOptions, output: CommandOutput): Promise<ListeningServer> {
  const bucketDirectory = createBucketDirectory(options.buckets);
  const simulator = new Simulator({ ...(bucketDirectory && { bucketDirectory }) });
  simulator.configure(speedUp(simulator.settings, options.speed));
  const listening = await listenOnLoopback(simulator, { port: options.port });
  if (options.json) {
    output.write(`${JSON.stringify({ version: 1, url: listening.url, port: listening.port })}\n`);
    return listening;
  }
  output.write([
    `The simulator of S3 Control for Multi-Region Access Points listens on ${listening.url}`,
    'Configure an SDK with',
    `  AWS_ENDPOINT_URL_S3_CONTROL=http://localhost:${listening.port}`,
    'SDKs put the account before the host name: <account>.localhost must resolve to 127.0.0.1.',
    '',
  ].join('\n'));
  return listening;
}

export function simulateCommand(output: CommandOutput, untilInterrupted: () => Promise<void>): Command {
  return new Command('simulate')
    .description('run a local S3 Control with the ten operations of Multi-Region Access Points')
    .addOption(
      new Option('--port <port>', 'port on 127.0.0.1; 0 selects a free one').default(5000).argParser(parsePort),
    )
    .addOption(
      new Option('--buckets <source>', 'source of member buckets: own, any, or the URL of an S3 endpoint')
        .default('own')
        .argParser(parseBuckets),
    )
    .addOption(new Option('--speed <factor>', 'speed of operations compared with S3').default(1).argParser(parseSpeed))
    .addOption(new Option('--json', 'print the URL as JSON'))
    .action(async (options: SimulateOptions) => {
      const listening = await startSimulator(options, output);
      await untilInterrupted();
      await listening.close();
    });
}
