import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, freePort, runOrThrow } from './child';

export const ACCOUNT = '111122223333';
export const WORK_FOLDER = path.join(__dirname, '..', '..', '..', '.deploy');
/** The home folder of everything that deploys: the CDK never reads or writes ~/.cdk of the user. */
const HOME = path.join(WORK_FOLDER, 'home');
const CDK_HOME = path.join(HOME, '.cdk');
/** Caches of a deployment: of the command line, and of aws-cdk-lib, which ignores CDK_HOME. */
const CACHES = ['accounts_partitions.json', 'fingerprints'];
const REQUIREMENTS = path.join(__dirname, 'requirements.txt');
const VENV = path.join(WORK_FOLDER, 'venv');
const START_TIMEOUT_MS = 60_000;

/** The pinned version of ministack. */
export const VERSION = /^ministack==(\S+)/m.exec(readFileSync(REQUIREMENTS, 'utf8'))![1];

/** Installs the pinned emulator below the checkout, unless these pins are already installed. */
export async function install(): Promise<void> {
  const marker = path.join(VENV, 'installed');
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === pins) return;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(WORK_FOLDER, { recursive: true });
  await runOrThrow('python3', ['-m', 'venv', VENV]);
  await runOrThrow(path.join(VENV, 'bin', 'pip'), [
    'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', REQUIREMENTS,
  ]);
  writeFileSync(marker, pins);
}

/** Gives this process and the programs that it starts an empty home folder. */
export function useOwnHome(): void {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  Object.assign(process.env, { HOME, CDK_HOME });
}

/**
 * Throws if a cache of the CDK is missing in that home folder, because the CDK then wrote to the folder of the user.
 */
export function checkOwnHome(): void {
  const missing = CACHES.filter((cache) => !existsSync(path.join(CDK_HOME, 'cache', cache)));
  if (missing.length > 0) throw new Error(`${CDK_HOME} has no ${missing.join(', ')}; the CDK has used another folder`);
}

/** Environment variables that make an SDK use only the emulator. */
function clientEnvironment(url: string): NodeJS.ProcessEnv {
  return {
    // A key that is not a 12-digit account id makes the emulator use its own account, also for assumed roles.
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

/** The emulator of all AWS services except S3 Control, listening on 127.0.0.1. */
export class Ministack {
  /** Starts the emulator. Its Lambda functions use S3 Control at the given port. */
  public static async start(s3ControlPort: number): Promise<Ministack> {
    const port = await freePort();
    const stack = new Ministack(
      port,
      Child.start(path.join(VENV, 'bin', 'python'), ['-m', 'ministack'], path.join(WORK_FOLDER, 'ministack.log'), {
        cwd: WORK_FOLDER,
        env: {
          PATH: process.env.PATH,
          HOME: WORK_FOLDER,
          ...clientEnvironment(`http://localhost:${port}`),
          AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${s3ControlPort}`,
          BIND_HOST: '127.0.0.1',
          GATEWAY_PORT: String(port),
          MINISTACK_ACCOUNT_ID: ACCOUNT,
          // Disables a second listener.
          IOT_MTLS_ENABLED: '0',
        },
      }),
    );
    await stack.waitUntilReady();
    return stack;
  }

  private constructor(private readonly port: number, private readonly child: Child) {}

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The environment of a program that deploys to the emulator. */
  public get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      ...clientEnvironment(`http://localhost:${this.port}`),
      CI: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    };
  }

  /** The configuration of SDK clients in this process. */
  public clientConfig(region: string) {
    return { region, endpoint: this.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  public async stop(): Promise<void> {
    await this.child.end();
  }

  private async waitUntilReady(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline && !this.child.hasEnded) {
      const response = await fetch(`${this.url}/_ministack/health`).catch(() => undefined);
      if (response?.ok) return;
      await sleep(200);
    }
    await this.stop();
    throw new Error(`the emulator did not start; see ${path.join(WORK_FOLDER, 'ministack.log')}`);
  }
}
