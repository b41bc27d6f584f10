import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { listenOnLoopback, type ListeningServer, Simulator } from '../../simulator';
import { listenAsProxy, type ListeningProxy, makeProxyEnvironment } from '../../simulator/proxy';
import { PREPARATIONS } from '../clients/programs';
import { temporaryFolder } from '../support/temporary-folder';
import { execute } from './projects';

const ACCOUNT = '111122223333';
const BUCKET = 'clients';
const CREDENTIALS = { accessKeyId: ACCOUNT, secretAccessKey: 'secret-of-the-simulator' };

const folder = temporaryFolder();
let simulator: Simulator;
let server: ListeningServer;
let proxy: ListeningProxy;
let environment: Record<string, string>;

beforeAll(async () => {
  simulator = new Simulator({ credentials: [CREDENTIALS], accountForAccessKey: () => ACCOUNT, duration: () => 0 });
  simulator.buckets.add(BUCKET, 'eu-west-1', ACCOUNT).isRequesterPays = true;
  await simulator.call('CreateMultiRegionAccessPoint', {
    ClientToken: 'clients', Details: { Name: 'clients', Regions: [{ Bucket: BUCKET }] },
  }, { accountId: ACCOUNT, region: 'us-west-2' });
  server = await listenOnLoopback(simulator);
  proxy = await listenAsProxy({ simulatorPort: server.port, folder: path.join(folder, 'trust') });
  environment = {
    ACCESS_POINT_ARN: simulator.snapshot().accessPoints[0].arn,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
  };
});

afterAll(async () => {
  await proxy.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('listenAsProxy', () => {
  test.each(['JavaScript', 'Python', 'Java'])('connects the unmodified %s client to the simulator', async (name) => {
    const clientFolder = path.join(folder, name);
    mkdirSync(clientFolder);
    const { bundle, javaTrustStore } = proxy.trust;
    const program = await PREPARATIONS[name](
      clientFolder, { proxyPort: proxy.port, certificate: bundle, javaTrustStore, environment });
    const { exitCode, lines, errors } = await program.run();
    expect(exitCode === 0 ? '' : errors).toBe('');
    expect(lines).toContain('got In space no one can hear you scream.');
    expect(simulator.buckets.get(BUCKET)!.objects.current('films/alien.mp4')?.kind).toBe('object');
  }, 300_000);

  test('connects the unmodified AWS CLI to the simulator with variables of the environment only', async () => {
    execFileSync('python3', ['-m', 'venv', 'cli'], { cwd: folder });
    const bin = path.join(folder, 'cli', 'bin');
    execFileSync(path.join(bin, 'python'), [
      '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'awscli==1.46.3', 'awscrt==0.38.0',
    ], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(path.join(folder, 'film.txt'), '1979');
    const aws = async (...args: string[]) =>
      execute(path.join(bin, 'aws'), args, folder, { ...environment, ...makeProxyEnvironment(proxy) });
    const uri = `s3://${environment.ACCESS_POINT_ARN}/film.txt`;
    expect(await aws('s3', 'cp', 'film.txt', uri)).toMatchObject({ exitCode: 0 });
    expect((await aws('s3', 'cp', uri, '-')).output).toMatch(/^1979/);
    expect((await aws('s3api', 'get-object', '--bucket', BUCKET, '--key', 'film.txt', 'copy.txt')).exitCode).toBe(0);
    const list = ['s3control', 'list-multi-region-access-points', '--account-id', ACCOUNT, '--region', 'us-west-2'];
    expect((await aws(...list)).output).toContain('"Name": "clients"');
    const other = await aws('dynamodb', 'list-tables');
    expect(other.exitCode).not.toBe(0);
    expect(other.output).toMatch(/Failed to connect to proxy URL/);
  }, 300_000);
});
