import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createAccessPoint } from '../../control/access-points';
import { sdkS3Control } from '../../control/s3-control';
import { listenOnLoopback, Simulator } from '../../simulator';
import { PROFILE_REGION, startBrokenService } from './broken-service';
import { type Cell } from './cells';

const PROGRAM = path.join(__dirname, '..', '..', 'bin', 'cdk-s3-mrap.js');
const ACCOUNT = '111122223333';
const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const NAME = 'media';
const POLL_INTERVAL_MS = 5;
/** A run that takes longer has failed. */
const RUN_TIMEOUT_MS = 60_000;

export interface CellRun {
  /** From the start of the process to the arrival of the submit at S3, or to the exit of the process. */
  readonly tookMs: number;
  /** The exit code, if the process ended without a submit. */
  readonly exitCode?: number;
  /** The first line on stderr. */
  readonly message: string;
}

/** Runs the packed command line once, against a simulated S3 Control over sockets. */
export async function runCell(cell: Cell): Promise<CellRun> {
  const simulator = new Simulator({ duration: () => 0, routesLagMs: () => 0 });
  for (const region of MEMBERS) simulator.buckets.add(`media-${region}`, region, ACCOUNT);
  const server = await listenOnLoopback(simulator);
  const stub = cell.brokenService && await startBrokenService(cell.brokenService);
  const folder = mkdtempSync(path.join(tmpdir(), 'outage-'));
  try {
    const arn = await createInSimulator(simulator, server.url);
    writeName(folder, arn);
    for (const rule of cell.faults()) simulator.faults.add(rule);
    const environment = makeEnvironment(cell, folder, server.url, stub?.url);
    const args = makeArguments(cell, cell.usesName ? NAME : arn);
    return await runProgram(args, environment, folder, simulator);
  } finally {
    stub?.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function createInSimulator(simulator: Simulator, url: string): Promise<string> {
  const s3 = sdkS3Control({
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    endpointProvider: () => ({ url: new URL(url) }),
  });
  const members = MEMBERS.map((region) => ({ bucket: `media-${region}` }));
  await createAccessPoint(s3, ACCOUNT, { name: NAME, members, block: BLOCK }, NAME);
  const { arn } = simulator.snapshot().accessPoints[0];
  simulator.journal.clear();
  return arn;
}

/** Writes the file in which the command line stores names that it has resolved. */
function writeName(folder: string, arn: string): void {
  mkdirSync(path.join(folder, 'cdk-s3-mrap'));
  writeFileSync(path.join(folder, 'cdk-s3-mrap', 'names.json'), JSON.stringify({ [`default/${NAME}`]: arn }));
}

/** All services without a simulation refuse the connection, so that no run leaves this machine. */
function makeEnvironment(
  { brokenService }: Cell, folder: string, s3Control: string, stub: string | undefined,
): Record<string, string | undefined> {
  const config = path.join(folder, 'config');
  const usesRole = brokenService?.service === 'sts';
  writeFileSync(config, usesRole
    ? `[profile bench]\nrole_arn = arn:aws:iam::${ACCOUNT}:role/Operator\ncredential_source = Environment\n`
      + `region = ${PROFILE_REGION}\n`
    : '');
  return {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CACHE_HOME: folder,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_S3_CONTROL: s3Control,
    ...(usesRole && { AWS_PROFILE: 'bench' }),
    ...(brokenService && { [`AWS_ENDPOINT_URL_${brokenService.service.toUpperCase()}`]: stub }),
  };
}

function makeArguments({ command }: Cell, accessPoint: string): string[] {
  switch (command) {
    case 'status': return ['status', accessPoint];
    case 'drill': return ['drill', accessPoint, '--no-canary'];
    case undefined: return ['failover', accessPoint, '--to', 'us-east-1', '--accept-data-loss', '--yes'];
  }
}

/** Ends the process after its submit has arrived. */
async function runProgram(
  args: readonly string[], env: Record<string, string | undefined>, cwd: string, simulator: Simulator,
): Promise<CellRun> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => { errors += String(chunk); });
  const exited = once(child, 'exit');
  const timer = setInterval(() => {
    if (findSubmit(simulator) !== undefined || Date.now() - startedAt > RUN_TIMEOUT_MS) child.kill('SIGKILL');
  }, POLL_INTERVAL_MS);
  const [exitCode] = await exited as [number | null];
  clearInterval(timer);
  const submittedAt = findSubmit(simulator);
  const message = errors.split('\n')[0];
  return submittedAt === undefined
    ? { tookMs: Date.now() - startedAt, exitCode: exitCode ?? -1, message }
    : { tookMs: submittedAt - startedAt, message };
}

/** Returns when the first submit arrived that S3 applied. */
function findSubmit({ journal }: Simulator): number | undefined {
  return journal.entries.find(({ operation, applied }) =>
    applied && operation === 'SubmitMultiRegionAccessPointRoutes')?.at;
}
