import { existsSync, mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { Child, freePort } from './child';
import { PYTHON, readPinnedVersion, WORK_FOLDER } from './python';
import { waitUntilReady } from './wait-until-ready';

export const ACCOUNT = '111122223333';
/** The home folder of everything that deploys: the CDK never reads or writes ~/.cdk of the user. */
const HOME = path.join(WORK_FOLDER, 'home');
const CDK_HOME = path.join(HOME, '.cdk');
/** Caches of a deployment: of the command line, and of aws-cdk-lib, which ignores CDK_HOME. */
const CACHES = ['accounts_partitions.json', 'fingerprints'];

/** The pinned version of ministack. */
export const VERSION = readPinnedVersion('ministack');

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

export interface MinistackOptions {
  /** The name of the folder with the log and the cloud assemblies, below the work folder. */
  readonly folder: string;
  /** Another S3 Control than the one of the emulator, by its port. */
  readonly s3ControlPort?: number;
}

/** The emulator ministack, listening on 127.0.0.1. */
export class Ministack {
  public static async start({ folder: name, s3ControlPort }: MinistackOptions): Promise<Ministack> {
    const port = await freePort();
    const folder = path.join(WORK_FOLDER, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const url = `http://localhost:${port}`;
    const s3ControlUrl = s3ControlPort === undefined ? url : `http://localhost:${s3ControlPort}`;
    const clientVariables = { ...clientEnvironment(url), AWS_ENDPOINT_URL_S3_CONTROL: s3ControlUrl };
    const logFile = path.join(folder, 'ministack.log');
    const child = Child.start(PYTHON, ['-m', 'ministack'], logFile, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        ...clientVariables,
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        MINISTACK_ACCOUNT_ID: ACCOUNT,
        // Lambda provides the SDK to functions without a bundle.
        NODE_PATH: path.join(WORK_FOLDER, '..', 'node_modules'),
        // Disables a second listener.
        IOT_MTLS_ENABLED: '0',
      },
    });
    const ministack = new Ministack(port, s3ControlPort ?? port, folder, clientVariables, child);
    await waitUntilReady(child, `${ministack.url}/_ministack/health`, logFile);
    return ministack;
  }

  private constructor(
    private readonly port: number,
    private readonly s3ControlPort: number,
    public readonly folder: string,
    private readonly clientVariables: NodeJS.ProcessEnv,
    private readonly child: Child,
  ) {}

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The URL of the S3 Control that the functions use. */
  public get s3ControlUrl(): string {
    return `http://127.0.0.1:${this.s3ControlPort}`;
  }

  /** The environment of a program that deploys to the emulator. */
  public get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.clientVariables, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' };
  }

  /** The configuration of SDK clients in this process. */
  public clientConfig(region: string) {
    return { region, endpoint: this.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  public async stop(): Promise<void> {
    await this.child.end();
  }
}
