import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { type Registry, startServer } from './server';

const PUBLIC_INDEX = 'https://pypi.org/simple';

function installTools(folder: string): (name: string) => string {
  const find = (name: string) => path.join(folder, 'tools', 'bin', name);
  execFileSync('python3', ['-m', 'venv', path.join(folder, 'tools')]);
  execFileSync(find('pip'), ['install', '--quiet', '--requirement', path.join(__dirname, 'requirements.txt')]);
  return find;
}

/** Starts pypiserver, and uploads distributions to it, after the strict check of twine. */
export async function startPythonRegistry(folder: string, distributions: readonly string[]): Promise<Registry> {
  const findTool = installTools(folder);
  const packages = path.join(folder, 'packages');
  mkdirSync(packages);
  const { url, stop } = await startServer(folder, '/health', (port) => [findTool('pypi-server'), [
    'run', '--interface', '127.0.0.1', '--port', String(port), '--authenticate', '.', '--passwords', '.',
    '--fallback-url', PUBLIC_INDEX, packages,
  ]]);
  const account = ['--username', 'rehearsal', '--password', 'rehearsal'];
  execFileSync(findTool('twine'), ['check', '--strict', ...distributions], { stdio: 'pipe' });
  const options = ['--repository-url', url, ...account, '--non-interactive', '--disable-progress-bar'];
  execFileSync(findTool('twine'), ['upload', ...options, ...distributions], { stdio: 'pipe' });
  return { environment: { PIP_INDEX_URL: `${url}/simple/`, PIP_CACHE_DIR: path.join(folder, 'cache') }, stop };
}
