import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import * as path from 'node:path';
import { ACCOUNT } from '../support/accounts';
import { temporaryFolder } from '../support/temporary-folder';

/** Copies the bundle of the package into an empty folder. */
export function copyBundle(): string {
  const file = path.join(temporaryFolder(), 'cdk-s3-mrap.js');
  copyFileSync(path.join(__dirname, '..', '..', 'bin', 'cdk-s3-mrap.js'), file);
  return file;
}

/** All services except S3 Control refuse the connection, so that no test leaves the machine. No name is cached. */
export function makeEnvironment(more: Record<string, string>) {
  return {
    PATH: process.env.PATH,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    XDG_CACHE_HOME: temporaryFolder(),
    ...more,
  };
}

export function startBundle(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; text: string; errors: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [copyBundle(), ...args],
      { env: makeEnvironment(environment), cwd: temporaryFolder() },
      (error, text, errors) => {
        resolve({ code: error === null ? 0 : Number(error.code), text, errors });
      },
    );
  });
}

/** No source of credentials: neither the environment, nor a profile, nor a role of the computer. */
export const NO_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_EC2_METADATA_DISABLED: 'true',
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/nonexistent',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
};
