import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import * as path from 'node:path';
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

function start(args: string[], environment: Record<string, string> = {}): Promise<{ code: number; text: string; errors: string }> {
  // Whatever is not S3 Control refuses the connection: no test leaves the machine.
  const env = { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [alone(), ...args], { env }, (error, text, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), text, errors });
    });
  });
}

test('the one file runs alone', async () => {
  expect(await start(['--version'])).toMatchObject({ code: 0, text: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test.each([[['nothing'], 2], [['status', 'media'], 5]])('%j is answered in one line', async (args, code) => {
  const answer = await start(args);
  expect({ code: answer.code, text: answer.text, lines: answer.errors.trim().split('\n').length }).toEqual({ code, text: '', lines: 1 });
});

test('the SDK finds a local S3 Control, and nothing else is needed to fail over', async () => {
  const simulator = new Simulator({ duration: () => 0, routesLagMs: () => 0 });
  for (const { bucket, region } of MEMBERS) simulator.buckets.add(bucket, region, ACCOUNT);
  const s3 = directS3(simulator);
  await createAccessPoint(s3, ACCOUNT, { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK }, 'create');
  const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${(await getAccessPoint(s3, ACCOUNT, 'media'))!.alias}`;
  const listening = await listen(simulator);
  try {
    const environment = { AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${listening.port}` };
    const options = ['failover', arn, '--activate', 'us-east-1', '--deactivate', 'eu-west-1'];
    expect(await start(options, environment)).toMatchObject({ code: 4, errors: expect.stringContaining('[MRAP951]') });
    expect(await start([...options, '--accept-data-loss', '--yes'], environment)).toMatchObject({ code: 0 });
    expect(simulator.snapshot().accessPoints[0].routes.at(-1)!.activeRegions).toEqual(['us-east-1', 'ap-northeast-1']);
  } finally {
    await listening.close();
  }
}, 20_000);
