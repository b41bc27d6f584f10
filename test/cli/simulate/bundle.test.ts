import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { temporaryFolder } from '../../support/temporary-folder';
import { copyBundle } from '../bundle-process';

const BUNDLE = copyBundle();
/** The environment of a user with other credentials, which must not reach AWS. */
const USER = { PATH: process.env.PATH, HOME: '/nonexistent', AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'session' };

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the packed command line in an empty folder. */
async function run(args: readonly string[], cwd = temporaryFolder()): Promise<Ended> {
  const child = spawn(process.execPath, [BUNDLE, ...args], { cwd, env: { ...USER, XDG_CACHE_HOME: cwd } });
  child.stdin.end();
  const [output, errors, [code]] = await Promise.all([
    readAll(child.stdout), readAll(child.stderr), once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, output, errors };
}

/** Runs commands of the packed command line in the environment of a simulator, and prints their exit codes. */
async function runWithSimulator(commands: readonly string[], preparation = ':'): Promise<Ended> {
  const folder = temporaryFolder();
  const file = path.join(folder, 'commands.sh');
  const lines = commands.map((command) => `${process.execPath} ${BUNDLE} ${command}; echo "exit code $?"`);
  writeFileSync(file, ['ARN=$CDK_S3_MRAP_SIMULATOR_ARN', preparation, ...lines].join('\n'));
  const options = ['--members', 'eu-west-1,us-east-1', '--lag', '1s', '--speed', '10'];
  return run(['simulate', ...options, '--', 'sh', file], folder);
}

const codesOf = ({ output }: Ended) => [...output.matchAll(/^exit code (\d+)$/gm)].map(([, code]) => Number(code));

describe('cdk-s3-mrap simulate', () => {
  test('serves the commands that read, and a drill with canaries', async () => {
    const ended = await runWithSimulator([
      'status media', 'drill $ARN --canary-timeout 20s', 'simulator state',
    ]);
    expect(ended.errors).toBe('');
    expect(codesOf(ended)).toEqual([0, 0, 0]);
    expect(ended.output).toContain('READY to fail over to us-east-1');
    expect(ended.output).toMatch(/canary +eu-west-1 -> +passed/);
    expect(ended.output).toContain('Verdict: ready');
  }, 90_000);

  test('rehearses the loss of a Region', async () => {
    const template = path.join(temporaryFolder(), 'Media.eu-west-1.json');
    writeFileSync(template, JSON.stringify({
      Resources: {
        Media: {
          Type: 'AWS::S3::MultiRegionAccessPoint',
          Properties: {
            Name: 'media',
            Regions: [
              { Bucket: 'media-eu-west-1', Region: 'eu-west-1' }, { Bucket: 'media-us-east-1', Region: 'us-east-1' },
            ],
          },
        },
      },
    }));
    const ended = await runWithSimulator([
      'simulator lose eu-west-1',
      'failover $ARN --to us-east-1 --yes --record record.json',
      'simulator restore eu-west-1',
      `topology ${template} --live $ARN --json`,
      'failback --record record.json --yes',
      'history $ARN',
    ]);
    expect({ codes: codesOf(ended), errors: ended.errors }).toEqual({
      codes: [0, 0, 0, 0, 0, 0], errors: expect.stringContaining('control Region eu-west-1 did not answer'),
    });
    expect(ended.output).toContain('eu-west-1=PASSIVE,us-east-1=ACTIVE');
    expect(ended.output).toContain('routes');
  }, 90_000);

  test('replicates objects that predate the replication rules', async () => {
    const folder = temporaryFolder();
    const module = path.join(__dirname, '..', '..', '..', 'node_modules', '@aws-sdk', 'client-s3');
    const script = path.join(folder, 'write.cjs');
    writeFileSync(script, `const s3 = require(${JSON.stringify(module)});
      const client = new s3.S3Client({ forcePathStyle: true });
      const Bucket = 'media-eu-west-1';
      (async () => {
        const { ReplicationConfiguration } = await client.send(new s3.GetBucketReplicationCommand({ Bucket }));
        await client.send(new s3.DeleteBucketReplicationCommand({ Bucket }));
        await client.send(new s3.PutObjectCommand({ Bucket, Key: 'old', Body: 'x' }));
        await client.send(new s3.PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
      })();`);
    const ended = await runWithSimulator([
      'backfill $ARN --yes', 'simulator state', 'backfill $ARN --yes',
    ], `${process.execPath} ${script}`);
    expect({ codes: codesOf(ended), errors: ended.errors }).toEqual({ codes: [0, 0, 0], errors: '' });
    expect(ended.output).toMatch(/eu-west-1 -> us-east-1 {2}\S+ Complete, 1 of 1 objects/);
    expect(ended.output).toMatch(/us-east-1 -> eu-west-1 {2}\S+ ended, no object is left to replicate/);
    expect(ended.output.match(/"objects": 1,/g)).toHaveLength(2);
    expect(ended.output).toMatch(/eu-west-1 -> us-east-1 {2}\S+ ended, no object is left to replicate/);
  }, 90_000);

  test('ends with the exit code of its command, or with the number of a signal', async () => {
    const end = async (script: string) => (await run(['simulate', '--', process.execPath, '-e', script])).code;
    expect(await end('process.exit(9)')).toBe(9);
    expect(await end('process.kill(process.pid, "SIGTERM")')).toBe(143);
    const { code, errors } = await run(['simulate', '--', '/nonexistent/program']);
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('[MRAP974]') });
  }, 60_000);

  test('forwards signals to its command', async () => {
    const script = 'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1000); console.log("ready")';
    const child = spawn(process.execPath, [BUNDLE, 'simulate', '--', process.execPath, '-e', script], { env: USER });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([3, null]);
  }, 60_000);

  test('lets the JavaScript SDK call S3 Control without a name server', async () => {
    const module = path.join(__dirname, '..', '..', '..', 'node_modules', '@aws-sdk', 'client-s3-control');
    const script = `const { S3ControlClient, ListMultiRegionAccessPointsCommand } = require(${JSON.stringify(module)});
      new S3ControlClient({ region: 'us-west-2' })
        .send(new ListMultiRegionAccessPointsCommand({ AccountId: '111122223333' }))
        .then(({ AccessPoints }) => console.log(AccessPoints[0].Name));`;
    const { code, output } = await run([
      'simulate', '--members', 'eu-west-1', '--', process.execPath, '-e', script,
    ]);
    expect({ code, output }).toEqual({ code: 0, output: 'media\n' });
  }, 60_000);

  test('ends if the program that started it closes the pipe', async () => {
    const child = spawn(process.execPath, [BUNDLE, 'simulate', '--json', '--port', '0'], { env: USER });
    const [line] = await once(child.stdout, 'data') as [Buffer];
    expect(JSON.parse(String(line))).toMatchObject({ version: 1, accessPoints: [] });
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);
});
