import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { writeCommandPackage } from '../../projenrc/packages/command-package';
import { temporaryFolder } from '../support/temporary-folder';
import { execute } from './projects';

const DOCKERFILE = readFileSync(path.join(__dirname, '..', '..', 'simulator', 'Dockerfile'), 'utf8');
const folder = temporaryFolder();
const prefix = path.join(folder, 'prefix');
const state = path.join(folder, 'state');

function readInstruction(name: string, beginning = ''): string {
  const line = DOCKERFILE.split('\n').find((candidate) => candidate.startsWith(`${name} ${beginning}`));
  if (line === undefined) throw new Error(`the Dockerfile has no instruction ${name} ${beginning}`);
  return line.slice(name.length + 1);
}

const readWords = (name: string) => (JSON.parse(readInstruction(name)) as string[]).map((word) => (
  word === '/state' ? state : word));

async function findFreePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return String(port);
}

beforeAll(() => mkdirSync(prefix));
afterAll(() => rmSync(folder, { recursive: true }));

describe('simulator/Dockerfile', () => {
  test('has instructions that install, start, check and stop the simulator', async () => {
    const install = readInstruction('RUN', 'npm').replace('cdk-s3-mrap-cli', writeCommandPackage(folder));
    const searchPath = `${path.join(prefix, 'bin')}:${process.env.PATH}`;
    const env = { PATH: searchPath, HOME: folder, npm_config_prefix: prefix };
    execFileSync('sh', ['-ec', install], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
    const port = await findFreePort();
    const [command, ...args] = readWords('ENTRYPOINT');
    // The test listens on the loopback interface only.
    const started = [...args, ...readWords('CMD'), '--port', port]
      .map((word) => (word === '0.0.0.0' ? 'localhost' : word));
    const program = spawn(command, started, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(program, 'close');
    try {
      const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
      expect(JSON.parse(line)).toMatchObject({ accessPoints: [{ members: [{ region: 'eu-west-1' }, {}] }] });
      const check = readInstruction('HEALTHCHECK', 'CMD').slice('CMD '.length)
        .replace('127.0.0.1:5000', `localhost:${port}`);
      expect(await execute('sh', ['-c', check], folder)).toMatchObject({ exitCode: 0 });
      expect((await execute('sh', ['-c', check.replace('/health', '/missing')], folder)).exitCode).toBe(1);
      program.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      expect(existsSync(path.join(state, 'simulator-state.bin'))).toBe(true);
    } finally {
      program.kill('SIGKILL');
    }
  }, 240_000);
});
