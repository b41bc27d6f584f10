import { Command, InvalidArgumentError, Option } from 'commander';
import { anyBucket, bucketsAt, type BucketDirectory, listen, type Listening, type Settings, Simulator } from '../../simulator';
import { type Output } from '../output';

interface SimulateOptions {
  readonly port: number;
  readonly buckets: string;
  readonly speed: number;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('expected a port, 0 to 65535; 0 takes a free one.');
  return port;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && Number.isFinite(speed))) throw new InvalidArgumentError('expected a number above 0.');
  return speed;
}

function directoryOf(buckets: string): BucketDirectory | undefined {
  if (buckets === 'own') return undefined;
  return buckets === 'any' ? anyBucket() : bucketsAt(buckets);
}

function parseBuckets(text: string): string {
  if (text !== 'own' && text !== 'any' && !URL.canParse(text)) throw new InvalidArgumentError('expected own, any, or the URL of an S3 endpoint.');
  return text;
}

/** What takes S3 time takes less. Its clock stays right, since handlers compare moments of S3 with their own. */
function faster({ duration, routesLagMs }: Settings, speed: number): Partial<Settings> {
  return { duration: (call) => duration(call) / speed, routesLagMs: (controlRegion) => routesLagMs(controlRegion) / speed };
}

/** Starts the simulator; answers it, so that whoever started it can end it. */
export async function simulate(options: SimulateOptions, output: Output): Promise<Listening> {
  const bucketDirectory = directoryOf(options.buckets);
  const simulator = new Simulator({ ...(bucketDirectory && { bucketDirectory }) });
  simulator.configure(faster(simulator.settings, options.speed));
  const listening = await listen(simulator, { port: options.port });
  output.write([
    `S3 Control for Multi-Region Access Points is simulated on ${listening.url}`,
    'An SDK finds it with',
    `  AWS_ENDPOINT_URL_S3_CONTROL=http://localhost:${listening.port}`,
    'The account stands before the host: <account>.localhost must resolve to 127.0.0.1.',
    '',
  ].join('\n'));
  return listening;
}

export function simulateCommand(output: Output, untilInterrupted: () => Promise<void>): Command {
  return new Command('simulate')
    .description('run a local S3 Control that knows the ten operations of Multi-Region Access Points')
    .addOption(new Option('--port <port>', 'port on 127.0.0.1; 0 takes a free one').default(5000).argParser(parsePort))
    .addOption(new Option('--buckets <where>', 'where member buckets are: own, any, or the URL of an S3 endpoint').default('own').argParser(parseBuckets))
    .addOption(new Option('--speed <factor>', 'how much faster than real time operations end').default(1).argParser(parseSpeed))
    .action(async (options: SimulateOptions) => {
      const listening = await simulate(options, output);
      await untilInterrupted();
      await listening.close();
    });
}
