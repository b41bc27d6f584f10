import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { listenOnLoopback, type ListeningServer, Simulator } from '../../simulator';
import { listenAsProxy, type ListeningProxy, makeProxyEnvironment } from '../../simulator/proxy';
import { PREPARATIONS, type Program } from '../clients/programs';
import { temporaryFolder } from '../support/temporary-folder';
import { execute } from './projects';

const ACCOUNT = '111122223333';
const BUCKET = 'clients';
const CLI = path.join(__dirname, '..', '..', 'bin', 'cdk-s3-mrap.js');
const CREDENTIALS = { accessKeyId: ACCOUNT, secretAccessKey: 'secret-of-the-simulator' };

const folder = temporaryFolder();
let simulator: Simulator;
let server: ListeningServer;
let proxy: ListeningProxy;
let environment: Record<string, string>;

beforeAll(async () => {
  simulator = new Simulator({ credentials: [CREDENTIALS], accountForAccessKey: () => ACCOUNT, duration: () => 0 });
  const settings = { isRequesterPays: true, versioning: 'Enabled', hasObjectLock: true } as const;
  Object.assign(simulator.buckets.add(BUCKET, 'eu-west-1', ACCOUNT), settings);
  await simulator.call('CreateMultiRegionAccessPoint', {
    ClientToken: 'clients', Details: { Name: 'clients', Regions: [{ Bucket: BUCKET }] },
  }, { accountId: ACCOUNT, region: 'us-west-2' });
  server = await listenOnLoopback(simulator);
  proxy = await listenAsProxy({ simulatorPort: server.port, folder: path.join(folder, 'trust') });
  environment = {
    ACCESS_POINT_ARN: simulator.snapshot().accessPoints[0].arn,
    BUCKET,
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

/** The groups of operations in `operations.py` and `Operations.java`. */
const OPERATIONS = ['content', 'settings', 'versions', 'lists and copies', 'parts', 'presigned URLs'];

const programs = new Map<string, Promise<Program>>();

/** Installs the dependencies of a client once. */
async function prepareClient(name: string): Promise<Program> {
  const clientFolder = path.join(folder, name);
  if (!programs.has(name)) {
    mkdirSync(clientFolder);
    const { bundle, javaTrustStore } = proxy.trust;
    programs.set(name, PREPARATIONS[name](
      clientFolder, { proxyPort: proxy.port, certificate: bundle, javaTrustStore, environment }));
  }
  return programs.get(name)!;
}

describe('listenAsProxy', () => {
  test.each(['JavaScript', 'Python', 'Java'])('connects the unmodified %s client to the simulator', async (name) => {
    const program = await prepareClient(name);
    const { exitCode, lines, errors } = await program.run();
    expect(exitCode === 0 ? '' : errors).toBe('');
    expect(lines).toContain('got In space no one can hear you scream.');
    expect(simulator.buckets.get(BUCKET)!.objects.current('films/alien.mp4')?.kind).toBe('object');
  }, 300_000);

  test('connects the unmodified AWS CLI and boto3 with variables of the environment only', async () => {
    execFileSync('python3', ['-m', 'venv', 'cli'], { cwd: folder });
    const bin = path.join(folder, 'cli', 'bin');
    execFileSync(path.join(bin, 'python'), [
      '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'awscli==1.46.3', 'awscrt==0.38.0', 'boto3',
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
    // The AWS CLI uploads a file of more than 8 MiB in parts.
    const large = Buffer.alloc(9 * 1_024 * 1_024, 'x');
    writeFileSync(path.join(folder, 'large'), large);
    const largeUri = `s3://${environment.ACCESS_POINT_ARN}/large`;
    expect(await aws('s3', 'cp', '--only-show-errors', 'large', largeUri)).toMatchObject({ exitCode: 0 });
    const { objects } = simulator.buckets.get(BUCKET)!;
    expect(objects.current('large')).toMatchObject({ partSizes: [8_388_608, 1_048_576] });
    expect(await aws('s3', 'cp', '--only-show-errors', largeUri, 'copy')).toMatchObject({ exitCode: 0 });
    expect(readFileSync(path.join(folder, 'copy')).equals(large)).toBe(true);
    expect((await aws('s3', 'ls', `s3://${environment.ACCESS_POINT_ARN}/`)).output).toMatch(/9437184 large/);
    expect(await aws('s3', 'rm', largeUri)).toMatchObject({ exitCode: 0 });
    expect(objects.current('large')?.kind).toBe('delete-marker');
    // The environment of the command also has the endpoint of the simulator.
    const command = [CLI, 'simulate', '--members', 'eu-west-1,us-east-1', '--proxy', '--', 'sh', '-c',
      `${path.join(bin, 'aws')} s3 cp film.txt "s3://$CDK_S3_MRAP_SIMULATOR_ARN/film.txt"`];
    expect(await execute(process.execPath, command, folder))
      .toMatchObject({ exitCode: 0, output: expect.stringMatching(/upload: .*film\.txt/) });
    const operations = path.join(__dirname, 'operations.py');
    const boto3 = await execute(
      path.join(bin, 'python'), [operations], folder, { ...environment, ...makeProxyEnvironment(proxy) });
    expect(boto3.exitCode === 0 ? '' : boto3.output).toBe('');
    expect(boto3.output.trim().split('\n')).toEqual(OPERATIONS);
  }, 300_000);

  test('connects the unmodified SDK for Java, for all operations, with variables of the environment only', async () => {
    await prepareClient('Java');
    const libraries = path.join(folder, 'Java', 'client-java', 'target', 'dependency', '*');
    const { exitCode, output } = await execute(
      'java', ['-cp', libraries, path.join(__dirname, 'Operations.java')], folder,
      { ...environment, ...makeProxyEnvironment(proxy) });
    expect(exitCode === 0 ? '' : output).toBe('');
    expect(output.split('\n').filter((line) => OPERATIONS.includes(line))).toEqual(OPERATIONS);
  }, 300_000);
});
