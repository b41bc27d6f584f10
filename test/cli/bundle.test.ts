import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import * as path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { listen, Simulator } from '../../simulator';
import { BLOCK, MEMBERS } from '../control/support';
import { ACCOUNT } from '../support/accounts';
import { directS3 } from '../support/simulated-s3';
import { temporaryFolder } from '../support/temporary-folder';

/** The file that the package holds, where nothing else is. */
function alone(): string {
  const file = path.join(temporaryFolder(), 'cdk-s3-mrap.js');
  copyFileSync(path.join(__dirname, '..', '..', 'bin', 'cdk-s3-mrap.js'), file);
  return file;
}

/** Whatever is not S3 Control refuses the connection: no test leaves the machine. */
function environmentWith(more: Record<string, string>) {
  return { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...more };
}

function start(args: string[], environment: Record<string, string> = {}): Promise<{ code: number; text: string; errors: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [alone(), ...args], { env: environmentWith(environment) }, (error, text, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), text, errors });
    });
  });
}

/** Starts it with nobody who reads what it shows. */
async function startUnread(args: string[], environment: Record<string, string> = {}): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [alone(), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: environmentWith(environment) });
  child.stdout.destroy();
  const [errors, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, errors };
}

interface Room {
  readonly environment: Record<string, string>;
  readonly failover: string[];
  activeRegions(): readonly string[];
}

/** An access point that lives nearby. */
async function withAccessPoint(run: (room: Room) => Promise<void>): Promise<void> {
  const simulator = new Simulator({ duration: () => 0, routesLagMs: () => 0 });
  for (const { bucket, region } of MEMBERS) simulator.buckets.add(bucket, region, ACCOUNT);
  const s3 = directS3(simulator);
  await createAccessPoint(s3, ACCOUNT, { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK }, 'create');
  const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${(await getAccessPoint(s3, ACCOUNT, 'media'))!.alias}`;
  const listening = await listen(simulator);
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

test('the one file runs alone', async () => {
  expect(await start(['--version'])).toMatchObject({ code: 0, text: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test.each([[['nothing'], 2], [['status', 'media'], 5]])('%j is answered in one line', async (args, code) => {
  const answer = await start(args);
  expect({ code: answer.code, text: answer.text, lines: answer.errors.trim().split('\n').length }).toEqual({ code, text: '', lines: 1 });
});

test('the SDK finds a local S3 Control, and nothing else is needed to fail over', () => withAccessPoint(async ({ environment, failover, activeRegions }) => {
  expect(await start(failover, environment)).toMatchObject({ code: 4, errors: expect.stringContaining('[MRAP951]') });
  expect(await start([...failover, '--accept-data-loss', '--yes'], environment)).toMatchObject({ code: 0 });
  expect(activeRegions()).toEqual(['us-east-1', 'ap-northeast-1']);
}), 20_000);

describe('whoever reads may stop reading', () => {
  test('what has something to say ends as it would have', async () => {
    expect(await startUnread(['--help'])).toEqual({ code: 0, errors: '' });
  });

  test('a failover is carried out', () => withAccessPoint(async ({ environment, failover, activeRegions }) => {
    expect(await startUnread([...failover, '--accept-data-loss', '--yes'], environment)).toMatchObject({ code: 0 });
    expect(activeRegions()).toEqual(['us-east-1', 'ap-northeast-1']);
  }));

  test('what serves until it is interrupted ends', async () => {
    expect(await startUnread(['simulate', '--port', '0'])).toEqual({ code: 0, errors: '' });
  });
});
