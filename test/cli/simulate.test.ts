import { CommanderError } from 'commander';
import { startSimulator } from '../../cli/commands/simulate';
import { createProgram } from '../../cli/program';
import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { sdkS3Control } from '../../control/s3-control';
import { BLOCK } from '../control/support';
import { ACCOUNT } from '../support/accounts';
import { TEST_CONTEXT } from './support';

function collect() {
  const texts: string[] = [];
  return { texts, output: { write: (text: string) => { texts.push(text); } } };
}

function connect(port: number) {
  return sdkS3Control({
    credentials: { accessKeyId: 'someone', secretAccessKey: 'secret' },
    endpointProvider: () => ({ url: new URL(`http://127.0.0.1:${port}`) }),
  });
}

describe('cdk-s3-mrap simulate', () => {
  test('serves S3 Control to the SDK, with any bucket, faster than real time', async () => {
    const { texts, output } = collect();
    const listening = await startSimulator({ port: 0, buckets: 'any', speed: 1000 }, output);
    try {
      expect(texts.join()).toContain(`AWS_ENDPOINT_URL_S3_CONTROL=http://localhost:${listening.port}`);
      const s3 = connect(listening.port);
      const members = [{ bucket: 'media-eu-west-1' }, { bucket: 'media-us-east-1' }];
      const before = Date.now();
      await createAccessPoint(s3, ACCOUNT, { name: 'media', members, block: BLOCK }, 'token');
      await new Promise((resolve) => setTimeout(resolve, 50));
      const created = await getAccessPoint(s3, ACCOUNT, 'media');
      expect(created).toMatchObject({ status: 'READY', members });
      // S3 returns the real time, in seconds.
      expect(created!.createdAt).toBeGreaterThan(before - 1000);
      expect(created!.createdAt).toBeLessThanOrEqual(Date.now());
    } finally {
      await listening.close();
    }
  });

  test('runs until it is interrupted', async () => {
    const { texts, output } = collect();
    let interrupt = () => {};
    const interrupted = new Promise<void>((resolve) => { interrupt = resolve; });
    const running = createProgram({ ...TEST_CONTEXT, output, untilInterrupted: () => interrupted }).parseAsync(
      ['simulate', '--port', '0'],
      { from: 'user' },
    );
    while (texts.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const [, url] = /(http:\S+)/.exec(texts.join())!;
    const unsigned = await fetch(url);
    interrupt();
    await running;
    expect(unsigned.status).toBe(403);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test.each([
    [['--port', '70000'], 'expected a port'],
    [['--port', 'x'], 'expected a port'],
    [['--speed', '0'], 'expected a number above 0'],
    [['--speed', 'fast'], 'expected a number above 0'],
    [['--buckets', 'mine'], 'expected own, any, or the URL of an S3 endpoint'],
  ])('refuses %j and prints one line', async (options, message) => {
    const { output } = collect();
    const program = createProgram({ ...TEST_CONTEXT, output }).exitOverride();
    const command = program.commands.find((entry) => entry.name() === 'simulate')!;
    const errors: string[] = [];
    command.exitOverride().configureOutput({ writeErr: (text) => errors.push(text) });
    await expect(program.parseAsync(['simulate', ...options], { from: 'user' })).rejects.toThrow(CommanderError);
    expect(errors.join('')).toContain(message);
    expect(errors.join('').trim().split('\n')).toHaveLength(1);
  });

  test('finds member buckets at another endpoint', async () => {
    const { output } = collect();
    const buckets = await startSimulator({ port: 0, buckets: 'own', speed: 1 }, output);
    const listening = await startSimulator({ port: 0, buckets: buckets.url, speed: 1 }, output);
    try {
      await createAccessPoint(
        connect(listening.port),
        ACCOUNT,
        { name: 'media', members: [{ bucket: 'nowhere' }], block: BLOCK },
        'token',
      );
      expect(await getAccessPoint(connect(listening.port), ACCOUNT, 'media')).toBeUndefined();
    } finally {
      await Promise.all([buckets.close(), listening.close()]);
    }
  });

  test('appears in the help of the program', () => {
    const { texts, output } = collect();
    const program = createProgram({ ...TEST_CONTEXT, output });
    program.outputHelp();
    expect(texts.join('')).toContain('simulate');
  });
});
