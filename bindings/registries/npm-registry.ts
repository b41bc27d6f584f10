import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../support/files';
import { type Registry, startServer } from './server';

const TOOLS = path.join(ROOT, '.cache', 'registries', 'npm');

function installVerdaccio(): string {
  mkdirSync(TOOLS, { recursive: true });
  copyFileSync(path.join(__dirname, 'npm', 'package.json'), path.join(TOOLS, 'package.json'));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: TOOLS, stdio: 'pipe' });
  return path.join(TOOLS, 'node_modules', '.bin', 'verdaccio');
}

/** verdaccio reads JSON as YAML. The registry never asks the public registry for the packages of this project. */
function makeConfiguration(storage: string): string {
  const url = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  return JSON.stringify({
    storage,
    uplinks: { public: { url, timeout: '120s', maxage: '60m' } },
    packages: { 'cdk-s3-mrap*': { access: '$all', publish: '$all' }, '**': { access: '$all', proxy: 'public' } },
    web: { enable: false },
    max_body_size: '20mb',
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  });
}

/** Starts verdaccio, and publishes tarballs to it, each after a dry run. */
export async function startNpmRegistry(folder: string, tarballs: readonly string[]): Promise<Registry> {
  const verdaccio = installVerdaccio();
  const configuration = path.join(folder, 'verdaccio.yaml');
  writeFileSync(configuration, makeConfiguration(path.join(folder, 'storage')));
  const { url, stop } = await startServer(folder, '/-/ping', (port) =>
    [verdaccio, ['--config', configuration, '--listen', `127.0.0.1:${port}`]]);
  const userConfiguration = path.join(folder, 'npmrc');
  // npm refuses to publish without a token. verdaccio accepts every token here.
  writeFileSync(userConfiguration, `${url.replace('http:', '')}/:_authToken=rehearsal\n`);
  const environment = {
    npm_config_registry: `${url}/`,
    npm_config_userconfig: userConfiguration,
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    // The answer of a user whom npx asks whether it may install a package.
    npm_config_yes: 'true',
  };
  for (const tarball of tarballs) {
    for (const options of [['--dry-run'], []]) {
      const args = ['publish', tarball, '--access', 'public', '--provenance=false', ...options];
      execFileSync('npm', args, { cwd: folder, env: { ...process.env, ...environment }, stdio: 'pipe' });
    }
  }
  return { environment, stop };
}
