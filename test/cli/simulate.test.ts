import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { CommanderError } from 'commander';
import { createProgram } from '../../cli/program';
import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { sdkS3Control } from '../../control/s3-control';
import { BLOCK } from '../control/support';
import { ACCOUNT } from '../support/accounts';
import { temporaryFolder } from '../support/temporary-folder';
import { TEST_CONTEXT } from './support';

interface StartedProgram {
  readonly line: Readonly<Record<
    'endpoint' | 'token' | 'accountId' | 'accessKeyId' | 'secretAccessKey', string>> & { readonly port: number };
  /** Interrupts the program, and returns its exit code. */
  stop(): Promise<number | undefined>;
}

/** Starts the command with `--json` and waits for its line. */
async function start(...options: string[]): Promise<StartedProgram> {
  const texts: string[] = [];
  let code: number | undefined;
  let interrupt = () => {};
  const interrupted = new Promise<void>((resolve) => { interrupt = resolve; });
  const args = ['simulate', '--json', '--port', '0', ...options];
  const program = createProgram({
    ...TEST_CONTEXT,
    arguments: args,
    output: { write: (text) => { texts.push(text); } },
    exit: (given) => { code = given; },
    untilInterrupted: () => interrupted,
  });
  const running = program.parseAsync(args, { from: 'user' });
  while (texts.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const line = JSON.parse(texts.join('')) as StartedProgram['line'];
  return {
    line,
    stop: async () => {
      interrupt();
      await running;
      return code;
    },
  };
}

function connect({ endpoint, accessKeyId, secretAccessKey }: StartedProgram['line']) {
  return sdkS3Control({
    credentials: { accessKeyId, secretAccessKey },
    endpointProvider: () => ({ url: new URL(endpoint) }),
  });
}

/** Runs the command to its end. */
async function run(
  args: readonly string[], more: Partial<typeof TEST_CONTEXT> = {},
): Promise<{ readonly code: number | undefined; readonly output: string; readonly errors: string }> {
  const [output, errors]: string[][] = [[], []];
  let code: number | undefined;
  await createProgram({
    ...TEST_CONTEXT,
    arguments: args,
    output: { write: (text) => { output.push(text); } },
    errors: { write: (text) => { errors.push(text); } },
    exit: (given) => { code = given; },
    ...more,
  }).parseAsync([...args], { from: 'user' });
  return { code, output: output.join(''), errors: errors.join('') };
}

describe('cdk-s3-mrap simulate', () => {
  test('serves S3 Control to the SDK, with any bucket, faster than real time', async () => {
    const started = await start('--buckets', 'any', '--speed', '1000');
    const s3 = connect(started.line);
    const members = [{ bucket: 'media-eu-west-1' }, { bucket: 'media-us-east-1' }];
    const before = Date.now();
    const { accountId } = started.line;
    await createAccessPoint(s3, accountId, { name: 'media', members, block: BLOCK }, 'token');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const created = await getAccessPoint(s3, accountId, 'media');
    expect(created).toMatchObject({ status: 'READY', members });
    // S3 returns the real time, in seconds.
    expect(created!.createdAt).toBeGreaterThan(before - 1000);
    expect(created!.createdAt).toBeLessThanOrEqual(Date.now());
    expect(await started.stop()).toBe(0);
  });

  test('runs until it is interrupted, and refuses other credentials', async () => {
    const started = await start('--members', 'eu-west-1,us-east-1', '--region', 'us-east-1');
    const { line } = started;
    expect(line).toMatchObject({
      version: 1,
      url: line.endpoint,
      region: 'us-east-1',
      accessPoints: [{
        name: 'media',
        members: [
          { region: 'eu-west-1', bucket: 'media-eu-west-1' }, { region: 'us-east-1', bucket: 'media-us-east-1' },
        ],
      }],
    });
    await expect(getAccessPoint(connect({ ...line, accessKeyId: 'AKIDOTHER' }), ACCOUNT, 'media'))
      .rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    await expect(getAccessPoint(connect({ ...line, secretAccessKey: 'other' }), ACCOUNT, 'media'))
      .rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    expect((await fetch(line.endpoint)).status).toBe(403);
    await started.stop();
    await expect(fetch(line.endpoint)).rejects.toThrow('fetch failed');
  });

  test('ends if the program that started it ends', async () => {
    const { code } = await run(['simulate', '--json', '--port', '0'], {
      untilInterrupted: () => new Promise(() => {}), untilInputEnds: () => Promise.resolve(),
    });
    expect(code).toBe(0);
  });

  test('prints the environment of clients', async () => {
    const { code, output, errors } = await run(['simulate', '--members', 'eu-west-1', '--port', '0'], {
      environment: { AWS_ENDPOINT_URL_SQS: 'http://sqs.example', AWS_PROFILE: 'work' },
    });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(/^unset .*AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS/m);
    expect(output).toMatch(/^# Access point media: arn:aws:s3::\d+:accesspoint\/\S+\.mrap, members eu-west-1 media-/m);
    expect(output).toMatch(/^unset .*AWS_PROFILE.* AWS_ENDPOINT_URL_SQS$/m);
    expect(output).toMatch(/^export AWS_ENDPOINT_URL_S3_CONTROL='http:\/\/simulator@localhost:\d+'$/m);
    expect(output).toMatch(/^export NODE_OPTIONS='--require ".*resolve-localhost\.cjs"'$/m);
  });

  test('runs a command with the environment, and ends with its exit code', async () => {
    let given: NodeJS.ProcessEnv = {};
    const { code } = await run(['simulate', '--members', 'eu-west-1,us-east-1', '--', 'npm', 'test', '--json'], {
      environment: {
        PATH: '/bin', AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'token', NODE_OPTIONS: '--no-warnings', NO_PROXY: 'a.b',
      },
      runProgram: async (command, environment) => {
        expect(command).toEqual(['npm', 'test', '--json']);
        given = environment;
        return 7;
      },
    });
    expect(code).toBe(7);
    expect(given).toMatchObject({
      PATH: '/bin',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: given.CDK_S3_MRAP_SIMULATOR_URL,
      CDK_S3_MRAP_SIMULATOR_ARN: expect.stringMatching(/\.mrap$/),
      NODE_OPTIONS: expect.stringMatching(/^--no-warnings --require /),
      NO_PROXY: 'a.b,127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
    });
    expect([given.AWS_PROFILE, given.AWS_SESSION_TOKEN]).toEqual([undefined, undefined]);
  });

  test('reports a command that cannot be started', async () => {
    const failure = Object.assign(new Error('spawn nothing ENOENT'), { code: 'ENOENT' });
    const { code, errors } = await run(['simulate', '--', 'nothing'], { runProgram: () => Promise.reject(failure) });
    expect(code).toBe(2);
    expect(errors).toContain('[MRAP974] "nothing" was not started: ENOENT');
  });

  test('warns if other computers can call the simulator', async () => {
    const { code, errors } = await run(['simulate', '--host', '0.0.0.0', '--port', '0']);
    expect(code).toBe(0);
    expect(errors).toBe('the simulator listens on 0.0.0.0: all computers that reach this address can call it\n');
  });

  test('refuses a port that is in use', async () => {
    const started = await start();
    const { code, errors } = await run(['simulate', '--port', String(started.line.port)]);
    await started.stop();
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('EADDRINUSE') });
  });

  test.each([
    [['--port', '70000'], 'expected a port'],
    [['--port', 'x'], 'expected a port'],
    [['--speed', '0'], 'expected a number above 0'],
    [['--speed', 'fast'], 'expected a number above 0'],
    [['--buckets', 'mine'], 'expected own, any, or the URL of an S3 endpoint'],
    [['--lag', 'long'], 'expected a duration such as 0, 5s or 15m'],
    [['--nearest', ''], 'expected a value, or an access key and a value'],
    [['one', 'two'], 'got 2 sources ["one","two"], expected one cdk.out folder'],
  ])('refuses %j and prints one line', async (options, message) => {
    const args = ['simulate', ...options];
    const errors: string[] = [];
    const program = createProgram({ ...TEST_CONTEXT, arguments: args, errors: { write: (text) => errors.push(text) } });
    await expect(program.parseAsync(args, { from: 'user' })).rejects.toThrow(CommanderError);
    expect(errors.join('')).toContain(message);
    expect(errors.join('').trim().split('\n')).toHaveLength(1);
  });

  test.each([
    [['cdk.out', '--members', 'eu-west-1'], 'got both the templates "cdk.out" and --members'],
    [['/nonexistent/cdk.out'], '"/nonexistent/cdk.out" cannot be used: it does not exist'],
    [['--identity', 'policy.json'], '--identity is "policy.json", expected an access key and a file'],
    [['--identity', 'AKIDOTHER=/nonexistent.json'], '"/nonexistent.json" cannot be used: no such file or directory'],
  ])('refuses %j with exit code 2', async (options, message) => {
    const { code, errors } = await run(['simulate', '--port', '0', ...options]);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });

  test.each([true, false])('reports replication rules that it leaves out, with --json %s', async (json) => {
    const template = path.join(temporaryFolder(), 'Media.eu-west-1.123456789012.json');
    writeFileSync(template, JSON.stringify({
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: 'media-eu',
            VersioningConfiguration: { Status: 'Enabled' },
            ReplicationConfiguration: {
              Role: 'arn:aws:iam::123456789012:role/r',
              Rules: [{ Status: 'Enabled', Destination: { Bucket: { 'Fn::ImportValue': 'bucket' } } }],
            },
          },
        },
        Media: {
          Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media', Regions: [{ Bucket: 'media-eu' }] },
        },
      },
    }));
    const { code, errors } = await run(['simulate', template, '--port', '0', ...(json ? ['--json'] : [])]);
    expect(code).toBe(0);
    const text = json ? (JSON.parse(errors) as { note: { message: string } }).note.message : errors;
    expect(text).toMatch(/^bucket media-eu has no replication in the simulator: the templates do not contain all its/);
  });

  test('refuses a folder without templates', async () => {
    const { code, errors } = await run(['simulate', temporaryFolder()]);
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('neither manifest.json') });
  });

  test('finds member buckets at another endpoint', async () => {
    const buckets = await start();
    const started = await start('--buckets', buckets.line.endpoint);
    const s3 = connect(started.line);
    const members = [{ bucket: 'nowhere' }];
    await createAccessPoint(s3, ACCOUNT, { name: 'media', members, block: BLOCK }, 'token');
    expect(await getAccessPoint(s3, ACCOUNT, 'media')).toBeUndefined();
    await Promise.all([buckets.stop(), started.stop()]);
  });

  test('appears in the help of the program', () => {
    const texts: string[] = [];
    createProgram({ ...TEST_CONTEXT, output: { write: (text) => { texts.push(text); } } }).outputHelp();
    expect(texts.join('')).toContain('simulate');
  });
});

describe('cdk-s3-mrap simulator', () => {
  test('changes the simulator that the environment names, and prints its state', async () => {
    const started = await start('--members', 'eu-west-1,us-east-1', '--lag', '0');
    const environment = {
      CDK_S3_MRAP_SIMULATOR_URL: started.line.endpoint, CDK_S3_MRAP_SIMULATOR_TOKEN: started.line.token,
    };
    const control = (...args: string[]) => run(['simulator', ...args], { environment });
    const conditions = async (...args: string[]) => (await control(...args)).output.replace(/^\S+ {2}/, '').trim();
    expect(await conditions('lose', 'us-east-1')).toBe('eu-west-1 available, us-east-1 lost; 0 copies pending');
    expect(await conditions('hang', 'us-east-1')).toMatch(/us-east-1 hanging/);
    expect(await conditions('slow', 'us-east-1', '2s')).toMatch(/us-east-1 slow/);
    expect(await conditions('restore')).toMatch(/us-east-1 available/);
    expect(await conditions('restore', 'us-east-1')).toMatch(/us-east-1 available/);
    for (const args of [['lag', '2m', '--from', 'eu-west-1'], ['pause', '--to', 'us-east-1'], ['resume'], ['reset']]) {
      expect((await control(...args)).errors).toBe('');
    }
    const before = JSON.parse((await control('state')).output) as { now: string };
    const after = JSON.parse((await control('advance', '2m', '--json')).output) as { now: string };
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(120_000);
    expect(JSON.parse((await control('events')).output)).toEqual({ events: [] });
    const unknown = await control('lose', 'eu-central-1');
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toContain(
      'region is "eu-central-1", expected one of eu-west-1, us-east-1, and nothing was changed; ');
    const refused = await run(['simulator', 'state'], {
      environment: { ...environment, CDK_S3_MRAP_SIMULATOR_TOKEN: 'other' },
    });
    expect(refused).toMatchObject({ code: 5, errors: expect.stringContaining('[MRAP973]') });
    await started.stop();
    const gone = await control('state');
    expect(gone).toMatchObject({ code: 5, errors: expect.stringMatching(/fetch failed: \S+/) });
  });

  test('names the variables that are missing', async () => {
    const { code, errors } = await run(['simulator', 'state', '--json']);
    expect(code).toBe(5);
    expect(JSON.parse(errors)).toMatchObject({
      error: { message: expect.stringMatching(/CDK_S3_MRAP_SIMULATOR_URL or CDK_S3_MRAP_SIMULATOR_TOKEN is not/) },
    });
  });

  test('refuses text that is no Region', async () => {
    const errors: string[] = [];
    const program = createProgram({ ...TEST_CONTEXT, errors: { write: (text) => errors.push(text) } });
    await expect(program.parseAsync(['simulator', 'lose', 'Ireland'], { from: 'user' }))
      .rejects.toThrow(CommanderError);
    expect(errors.join('')).toContain('expected a Region like');
  });
});
