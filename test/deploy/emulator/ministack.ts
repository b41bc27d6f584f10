import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, freePort, mustRun } from './child';

export const ACCOUNT = '111122223333';
export const WORK_FOLDER = path.join(__dirname, '..', '..', '..', '.deploy');
/** The home folder of everything that deploys: the CDK never reads or writes ~/.cdk of the user. */
const HOME = path.join(WORK_FOLDER, 'home');
const CDK_HOME = path.join(HOME, '.cdk');
/** Caches of a deployment: of the command line, and of aws-cdk-lib, which ignores CDK_HOME. */
const CACHES = ['accounts_partitions.json', 'fingerprints'];
const REQUIREMENTS = path.join(__dirname, 'requirements.txt');
const VENV = path.join(WORK_FOLDER, 'venv');
const START_LIMIT_MS = 60_000;

/** The version that everything here speaks of. */
export const VERSION = /^ministack==(\S+)/m.exec(readFileSync(REQUIREMENTS, 'utf8'))![1];

/** Installs the emulator below the checkout, as its pins say; once for each state of the pins. */
export async function install(): Promise<void> {
  const mark = path.join(VENV, 'installed');
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === pins) return;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(WORK_FOLDER, { recursive: true });
  await mustRun('python3', ['-m', 'venv', VENV]);
  await mustRun(path.join(VENV, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', REQUIREMENTS]);
  writeFileSync(mark, pins);
}

/** Gives this process and the programs that it starts from now on an empty home folder. */
export function useOwnHome(): void {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  Object.assign(process.env, { HOME, CDK_HOME });
}

/** Throws if a cache of the CDK is not in that home folder, and so in the folder of the user. */
export function checkOwnHome(): void {
  const missing = CACHES.filter((cache) => !existsSync(path.join(CDK_HOME, 'cache', cache)));
  if (missing.length > 0) throw new Error(`${CDK_HOME} has no ${missing.join(', ')}; the CDK has used another folder`);
}

/** What an SDK needs to find the emulator, and to leave everything else alone. */
function clientEnvironment(url: string): NodeJS.ProcessEnv {
  return {
    // That it is not twelve digits makes the emulator use its own account, also for roles that are assumed.
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    NODE_OPTIONS: `--require ${path.join(__dirname, 'localhost.cjs')}`,
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  };
}

/** The rest of AWS, on this machine alone. */
export class Ministack {
  /** Functions that it runs find S3 Control elsewhere. */
  public static async start(s3ControlPort: number): Promise<Ministack> {
    const port = await freePort();
    const stack = new Ministack(port, Child.start(path.join(VENV, 'bin', 'python'), ['-m', 'ministack'], path.join(WORK_FOLDER, 'ministack.log'), {
      cwd: WORK_FOLDER,
      env: {
        PATH: process.env.PATH,
        HOME: WORK_FOLDER,
        ...clientEnvironment(`http://localhost:${port}`),
        AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${s3ControlPort}`,
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        MINISTACK_ACCOUNT_ID: ACCOUNT,
        // A second listener.
        IOT_MTLS_ENABLED: '0',
      },
    }));
    await stack.untilReady();
    return stack;
  }

  private constructor(private readonly port: number, private readonly child: Child) {}

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The environment of a program that is to deploy to it. */
  public get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...clientEnvironment(`http://localhost:${this.port}`), CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' };
  }

  /** How a client of the SDK in this process is configured. */
  public clientConfig(region: string) {
    return { region, endpoint: this.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  public async stop(): Promise<void> {
    await this.child.end();
  }

  private async untilReady(): Promise<void> {
    const limit = Date.now() + START_LIMIT_MS;
    while (Date.now() < limit && !this.child.ended) {
      const answer = await fetch(`${this.url}/_ministack/health`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(200);
    }
    await this.stop();
    throw new Error(`the emulator did not start; see ${path.join(WORK_FOLDER, 'ministack.log')}`);
  }
}
