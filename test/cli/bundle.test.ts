import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import * as path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { listenOnLoopback, Simulator } from '../../simulator';
import { BLOCK, MEMBERS } from '../control/support';
import { ACCOUNT } from '../support/accounts';
import { directS3 } from '../support/simulated-s3';
import { temporaryFolder } from '../support/temporary-folder';
import { copyBundle, makeEnvironment, NO_CREDENTIALS, startBundle } from './bundle-process';

/** Starts the program and closes the reading end of its output. */
async function startWithClosedOutput(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [copyBundle(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: makeEnvironment(environment),
    cwd: temporaryFolder(),
  });
  child.stdout.destroy();
  const [errors, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, errors };
}

/** Starts the program, and sends a signal, by default the one of Ctrl-C, when its output contains a text. */
async function startAndInterrupt(
  args: string[], environment: Record<string, string>, when: string, signal: NodeJS.Signals = 'SIGINT',
): Promise<{ code: number | null; errors: string; folder: string }> {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, [copyBundle(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'], env: makeEnvironment(environment), cwd: folder,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (!output.includes(when) && (output + String(chunk)).includes(when)) child.kill(signal);
    output += String(chunk);
  });
  const [errors, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, errors, folder };
}

/** Runs a command in a terminal, closes it when the command has printed a text, and prints the signal of the end. */
const CLOSE_TERMINAL = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
output = b''
while sys.argv[1].encode() not in output:
    output += os.read(terminal, 4096)
os.close(terminal)
status = os.waitpid(pid, 0)[1]
print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status))
`;

/** Returns the signal that ended the program after its terminal was closed. */
async function startAndCloseTerminal(
  args: string[], environment: Record<string, string>, when: string,
): Promise<{ signal: number; folder: string }> {
  const folder = temporaryFolder();
  const child = spawn('python3', ['-c', CLOSE_TERMINAL, when, process.execPath, copyBundle(), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'], env: makeEnvironment(environment), cwd: folder,
  });
  const [text] = await Promise.all([textOf(child.stdout), once(child, 'exit')]);
  return { signal: Number(text), folder };
}

/** Runs a command in a terminal, types texts before and after it prints a text, and prints its exit code. */
const TYPE_INTO_TERMINAL = `
import os, pty, sys, time
before, when, after = [text.encode() for text in sys.argv[1:4]]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[4], sys.argv[4:])
os.write(terminal, before)
output = b''
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if when not in output and when in output + chunk:
        time.sleep(0.2)
        os.write(terminal, after)
    output += chunk
print(os.WEXITSTATUS(os.waitpid(pid, 0)[1]))
`;

/** Returns the exit code of a program whose user types before and after it prints its prompt. */
async function startAndType(
  args: string[], environment: Record<string, string>, before: string, after: string,
): Promise<number> {
  const child = spawn(
    'python3', ['-c', TYPE_INTO_TERMINAL, before, '[y/N]', after, process.execPath, copyBundle(), ...args],
    { stdio: ['ignore', 'pipe', 'ignore'], env: makeEnvironment(environment), cwd: temporaryFolder() },
  );
  const [text] = await Promise.all([textOf(child.stdout), once(child, 'exit')]);
  return Number(text);
}

interface Fixture {
  readonly environment: Record<string, string>;
  readonly failover: string[];
  activeRegions(): readonly string[];
}

/** Runs a test with an access point of a local simulator. */
async function withAccessPoint(run: (fixture: Fixture) => Promise<void>, routesLagMs = 0): Promise<void> {
  const simulator = new Simulator({ duration: () => 0, routesLagMs: () => routesLagMs });
  for (const { bucket, region } of MEMBERS) simulator.buckets.add(bucket, region, ACCOUNT);
  const s3 = directS3(simulator);
  await createAccessPoint(
    s3,
    ACCOUNT,
    { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK },
    'create',
  );
  const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${(await getAccessPoint(s3, ACCOUNT, 'media'))!.alias}`;
  const listening = await listenOnLoopback(simulator);
  try {
    await run({
      environment: { AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${listening.port}` },
      failover: ['failover', arn, '--activate', 'us-east-1', '--deactivate', 'eu-west-1'],
      activeRegions: () => simulator.snapshot().accessPoints[0].routes.at(-1)!.activeRegions,
    });
  } finally {
    await listening.close();
  }
}

describe('cdk-s3-mrap', () => {
  test('runs as a single file', async () => {
    expect(await startBundle(['--version'])).toMatchObject({ code: 0, text: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  test.each([
    [['nothing'], 2],
    [['status', 'media'], 5],
  ])('exits with an error code and prints one line for %j', async (args, code) => {
    const answer = await startBundle(args);
    expect({ code: answer.code, text: answer.text, lines: answer.errors.trim().split('\n').length }).toEqual({
      code,
      text: '',
      lines: 1,
    });
  });

  test.each(['bash', 'zsh', 'fish', 'powershell'])('prints a completion script for %s', async (shell) => {
    const { code, text, errors } = await startBundle(['completion', shell]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(text).toContain('cdk-s3-mrap');
    expect(text.length).toBeGreaterThan(500);
  });

  test.each([
    [['fail'], ['failover', 'failback'], ['status']],
    [['status', '--f'], ['--format'], ['--to']],
    [['status', '--format', ''], ['text', 'openmetrics'], ['markdown']],
    [['failover', '--a'], ['--activate', '--accept-data-loss', '--apply'], ['--record']],
  ])('completes %j', async (words, expected, unexpected) => {
    const { code, text } = await startBundle(['complete', '--', ...words]);
    const completions = text.split('\n').map((line) => line.split('\t')[0]);
    expect(code).toBe(0);
    expect(completions).toEqual(expect.arrayContaining(expected));
    expect(completions).toEqual(expect.not.arrayContaining(unexpected));
  });

  test('prints one JSON line for an error of the arguments with --json', async () => {
    const { code, text, errors } = await startBundle(['status', '--json', '--unknown']);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(JSON.parse(errors)).toEqual({
      version: 1, error: { message: expect.stringContaining('--unknown') as unknown, exitCode: 2 },
    });
  });

  const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;

  test.each([
    [['status', ARN]],
    [['failover', ARN, '--to', 'us-east-1', '--yes']],
    [['drill', ARN, '--no-canary']],
    [['backfill', ARN, '--dry-run']],
    [['status', 'media']],
  ])('exits with code 2 and prints one line without credentials for %j', async (args) => {
    const { code, text, errors } = await startBundle(args, NO_CREDENTIALS);
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain('credentials');
  });

  test(
    'fails over through a local S3 Control without any other service',
    () =>
      withAccessPoint(async ({ environment, failover, activeRegions }) => {
        expect(await startBundle(failover, environment)).toMatchObject({
          code: 4,
          errors: expect.stringContaining('[MRAP951]'),
        });
        expect(await startBundle([...failover, '--accept-data-loss', '--yes'], environment)).toMatchObject({ code: 0 });
        expect(activeRegions()).toEqual(['us-east-1', 'ap-northeast-1']);
      }),
    20_000,
  );

  test('reads the status through an endpoint that is an IP address', () =>
    withAccessPoint(async ({ environment, failover }) => {
      const port = environment.AWS_ENDPOINT_URL_S3_CONTROL.split(':').pop()!;
      const { code, text, errors } = await startBundle(['status', failover[1]], {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      });
      expect(code).toBe(1);
      expect(text).toContain('NOT READY');
      expect(text).toMatch(/eu-west-1\s+media-eu/);
      expect(errors).not.toMatch(/^\s+at /m);
    }), 20_000);

  test.each([
    'SIGINT', 'SIGTERM', 'SIGHUP',
  ] as const)('completes the record and exits with code 1 if %s interrupts a submitted failover', (signal) =>
    withAccessPoint(async ({ environment, failover, activeRegions }) => {
      const { code, errors, folder } = await startAndInterrupt(
        [...failover, '--accept-data-loss', '--yes'], environment, 'Submitted at', signal,
      );
      expect(code).toBe(1);
      expect(errors).toContain('the change is submitted but not confirmed');
      const [record] = readdirSync(folder);
      expect(JSON.parse(readFileSync(path.join(folder, record), 'utf8'))).toHaveProperty('submittedThrough');
      expect(activeRegions()).toEqual(['us-east-1', 'ap-northeast-1']);
    }, 3_600_000));

  describe('if the terminal is closed', () => {
    test('changes nothing while the prompt waits', () =>
      withAccessPoint(async ({ environment, failover, activeRegions }) => {
        const { signal, folder } = await startAndCloseTerminal(
          [...failover, '--accept-data-loss'], environment, '[y/N]',
        );
        expect(signal).toBe(constants.signals.SIGHUP);
        expect(readdirSync(folder)).toEqual([]);
        expect(activeRegions()).toHaveLength(3);
      }), 20_000);

    test('completes the record after the submit', () => withAccessPoint(async ({ environment, failover }) => {
      const { signal, folder } = await startAndCloseTerminal(
        [...failover, '--accept-data-loss', '--yes'], environment, 'Submitted at',
      );
      expect(signal).toBe(constants.signals.SIGHUP);
      const [record] = readdirSync(folder);
      expect(JSON.parse(readFileSync(path.join(folder, record), 'utf8'))).toHaveProperty('submittedThrough');
    }, 3_600_000), 20_000);
  });

  test.each([
    ['a line', 'y\r', 'n\r', 4, 3], ['a line without an end', 'y', '\r', 4, 3], ['another line', 'n\r', 'y\r', 0, 2],
  ])('ignores %s that is typed before the prompt', (_title, before, after, code, count) =>
    withAccessPoint(async ({ environment, failover, activeRegions }) => {
      expect(await startAndType([...failover, '--accept-data-loss'], environment, before, after)).toBe(code);
      expect(activeRegions()).toHaveLength(count);
    }), 20_000);

  test.each([
    ['AWS_ENDPOINT_URL_S3_CONTROL', 'localhost:1'], ['AWS_ENDPOINT_URL', 'ftp://127.0.0.1'],
  ])('refuses %s=%s before the first call', async (name, endpoint) => {
    const { code, text, errors } = await startBundle(['failover', ARN, '--to', 'us-east-1', '--yes'], {
      [name]: endpoint,
    });
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain(`${name} is "${endpoint}"`);
  });

  test('names the cause in one line if a role needs MFA and its source profile does not exist', async () => {
    const config = path.join(temporaryFolder(), 'config');
    const role = 'role_arn = arn:aws:iam::111122223333:role/x\nsource_profile = lost\n';
    writeFileSync(config, `[profile role]\n${role}mfa_serial = arn:aws:iam::111122223333:mfa/x\n`);
    const args = ['failover', ARN, '--to', 'us-east-1', '--yes', '--profile', 'role'];
    const { code, text, errors } = await startBundle(args, { ...NO_CREDENTIALS, AWS_CONFIG_FILE: config });
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain('requires multi-factor authentication');
  });

  test('exits with code 2 although the program of a profile does not end', async () => {
    const folder = temporaryFolder();
    const [config, program, clock] = ['config', 'program.js', 'clock.js'].map((name) => path.join(folder, name));
    writeFileSync(program, `require('fs').writeFileSync(${JSON.stringify(`${folder}/pid`)}, String(process.pid));
      process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1000);`);
    // The time limit of 60 seconds passes 50 times as fast.
    writeFileSync(clock, `const wait = setTimeout;
      globalThis.setTimeout = Object.assign((run, ms, ...more) => wait(run, ms / 50, ...more), wait);`);
    writeFileSync(config, `[profile hang]\ncredential_process = "${process.execPath}" "${program}"\n`);
    const env = { ...NO_CREDENTIALS, AWS_CONFIG_FILE: config };
    const child = spawn(
      process.execPath,
      ['--require', clock, copyBundle(), 'failover', ARN, '--to', 'us-east-1', '--yes', '--profile', 'hang'],
      { stdio: ['ignore', 'ignore', 'pipe'], env: makeEnvironment(env), cwd: folder },
    );
    const [errors, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
    process.kill(Number(readFileSync(path.join(folder, 'pid'), 'utf8')));
    expect(code).toBe(2);
    expect(errors).toContain('cannot get credentials from credential_process (profile hang): no answer within 60 s');
  }, 30_000);

  describe('if the reader closes the output', () => {
    test('exits as usual', async () => {
      expect(await startWithClosedOutput(['--help'])).toEqual({ code: 0, errors: '' });
    });

    test('completes a failover', () => withAccessPoint(async ({ environment, failover, activeRegions }) => {
      expect(await startWithClosedOutput([...failover, '--accept-data-loss', '--yes'], environment)).toMatchObject({
        code: 0,
      });
      expect(activeRegions()).toEqual(['us-east-1', 'ap-northeast-1']);
    }));

    test('ends a report that is repeated', () => withAccessPoint(async ({ environment, failover }) => {
      expect((await startWithClosedOutput(['status', failover[1], '--watch', '25d'], environment)).code).toBe(1);
    }), 20_000);

    test('ends a command that serves until it is interrupted', async () => {
      expect(await startWithClosedOutput(['simulate', '--port', '0'])).toEqual({ code: 0, errors: '' });
    });
  });

  describe('if the disk of the output is full', () => {
    const disk = '/dev/full';

    test.each([['the output', 1], ['the error output', 2]])('completes a failover without %s', (_title, full) =>
      withAccessPoint(async ({ environment, failover, activeRegions }) => {
        const descriptor = openSync(disk, 'w');
        const stdio: ('ignore' | 'pipe' | number)[] = ['ignore', 'pipe', 'pipe'];
        stdio[full] = descriptor;
        const args = [copyBundle(), ...failover, '--accept-data-loss', '--yes'];
        const child = spawn(process.execPath, args, {
          stdio, env: makeEnvironment(environment), cwd: temporaryFolder(),
        });
        const [readable, [code]] = await Promise.all([textOf((child.stderr ?? child.stdout)!), once(child, 'exit')]);
        closeSync(descriptor);
        expect(code).toBe(0);
        expect(readable).not.toMatch(/^\s+at /m);
        const expected = full === 1 ? 'the output cannot be written: ENOSPC' : 'In effect after';
        expect(readable.split(expected)).toHaveLength(2);
        expect(activeRegions()).toEqual(['us-east-1', 'ap-northeast-1']);
      }), 20_000);
  });
});
