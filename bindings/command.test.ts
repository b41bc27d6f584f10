import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { version } from '../package.json';
import { findBuiltPackage, listPackedFiles, ROOT } from './support/files';

const INSTALLATION_TIMEOUT = 5 * 60_000;

/** A template whose access point has the same bucket twice. */
const TEMPLATE = {
  Resources: {
    Media: {
      Type: 'AWS::S3::MultiRegionAccessPoint',
      Properties: { Name: 'media', Regions: [{ Bucket: 'media-one' }, { Bucket: 'media-one' }] },
    },
  },
};

/** A folder with the command, installed from a built package. */
interface Installation {
  readonly folder: string;
  readonly program: string;
}

function runCommand({ program, folder }: Installation, args: string[], env: NodeJS.ProcessEnv = process.env) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function installTarball(folder: string): string {
  const options = ['--offline', '--no-audit', '--no-fund', '--silent', '--prefix', folder];
  execFileSync('npm', ['install', ...options, findBuiltPackage(`cli-${version}.tgz`)], { cwd: folder });
  return path.join(folder, 'node_modules', '.bin', 'cdk-s3-mrap');
}

/** Without dependencies: the command must not load jsii. */
function installPythonPackage(suffix: string): (folder: string) => string {
  return (folder) => {
    execFileSync('python3', ['-m', 'venv', '.venv'], { cwd: folder });
    const bin = path.join(folder, '.venv', 'bin');
    execFileSync(path.join(bin, 'pip'), ['install', '--quiet', '--no-deps', findBuiltPackage(suffix)], { cwd: folder });
    return path.join(bin, 'cdk-s3-mrap');
  };
}

/** As a user of Java downloads it from the page of the release. */
function checkAndCopyFile(folder: string): string {
  const release = path.join(ROOT, 'dist', 'command');
  execFileSync('cp', [...readdirSync(release).map((file) => path.join(release, file)), folder]);
  execFileSync('sha256sum', ['--check', '--quiet', 'cdk-s3-mrap.js.sha256'], { cwd: folder });
  return path.join(folder, 'cdk-s3-mrap.js');
}

/** Tests whether a server listens on a port of this computer. */
async function isListening(url: string): Promise<boolean> {
  return fetch(url).then(() => true, () => false);
}

describe.each<[string, (folder: string) => string]>([
  ['npm package', installTarball],
  ['wheel', installPythonPackage('.whl')],
  ['sdist', installPythonPackage('.tar.gz')],
  ['file of the release', checkAndCopyFile],
])('cdk-s3-mrap (%s)', (_, install) => {
  let installation: Installation;
  beforeAll(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'command-'));
    installation = { folder, program: install(folder) };
  }, INSTALLATION_TIMEOUT);
  afterAll(() => { rmSync(installation.folder, { recursive: true }); });

  test('prints the version of the package', () => {
    expect(runCommand(installation, ['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('returns the exit code 1 and the findings of a template with a mistake', () => {
    const file = path.join(installation.folder, 'media.template.json');
    writeFileSync(file, JSON.stringify(TEMPLATE));
    const { status, stdout } = runCommand(installation, ['lint', file, '--region', 'eu-west-1']);
    expect({ status, ids: stdout.match(/\bMRAP\d+/g) }).toEqual({ status: 1, ids: ['MRAP203'] });
  });

  test('returns the exit code 2 for an unknown command', () => {
    expect(runCommand(installation, ['unknown']).status).toBe(2);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends the local S3 Control and frees its port after %s', async (signal) => {
    const { program, folder } = installation;
    const options = { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
    const child = spawn(program, ['simulate', '--port', '0', '--json'], options);
    const [line] = await once(child.stdout, 'data') as [Buffer];
    const { url } = JSON.parse(String(line)) as { url: string };
    expect(await isListening(url)).toBe(true);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await isListening(url)).toBe(false);
  });
});

describe('cdk-s3-mrap-cli', () => {
  test('contains the command, its documents and no dependencies', () => {
    const tarball = findBuiltPackage(`cli-${version}.tgz`);
    expect(listPackedFiles(tarball).map(({ file }) => file).sort()).toEqual([
      'LICENSE', 'NOTICE', 'README.md', 'cdk-s3-mrap.js', 'docs/command-line.schema.json',
      'docs/drill-report.schema.json', 'package.json',
    ]);
    const options = ['--extract', '--to-stdout', '--gzip', '--file', tarball, 'package/package.json'];
    const manifest = JSON.parse(execFileSync('tar', options, { encoding: 'utf8' })) as object;
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
  });
});

describe('cdk_s3_mrap_cli', () => {
  const module = path.join(ROOT, 'projenrc', 'packages', 'python');
  function runPython(statements: string, more: Record<string, string> = {}) {
    const env = { PYTHONPATH: module, PYTHONDONTWRITEBYTECODE: '1', ...more };
    return spawnSync(findPython(), ['-c', statements], { env, encoding: 'utf8' });
  }

  /** The interpreter itself, because a script that selects one needs the PATH. */
  function findPython(): string {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  }

  test.each([
    ['no Node.js in the PATH', {}, '"node"'],
    ['a JSII_NODE that does not exist', { JSII_NODE: '/missing/node' }, '"/missing/node"'],
  ])('explains %s, and returns 127', (_title, env, program) => {
    const { status, stderr } = runPython('import cdk_s3_mrap_cli; cdk_s3_mrap_cli.main()', { PATH: '/empty', ...env });
    expect(status).toBe(127);
    expect(stderr).toContain(`got no program ${program}, expected Node.js 20.19 or newer in the PATH`);
  });

  test.each([
    ['of a version that cannot run the program', '#!/bin/sh\necho v16.20.2\n', /^Node\.js 16\.20\.2 as "[^"]*"/],
    ['that this computer cannot start', 'no program', /^"[^"]*", which does not start: Exec format error/],
  ])('explains a Node.js %s, and returns 127', (_title, program, problem) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'command-node-'));
    try {
      const node = path.join(folder, 'node');
      writeFileSync(node, program, { mode: 0o755 });
      const { status, stderr } = runPython('import cdk_s3_mrap_cli; cdk_s3_mrap_cli.main()', { PATH: folder });
      expect(status).toBe(127);
      expect(stderr).toMatch(/^cdk-s3-mrap: got .*, expected Node\.js 20\.19 or newer in the PATH; [^\n]*\n$/);
      expect(stderr.replace('cdk-s3-mrap: got ', '')).toMatch(problem);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('runs as a module of Python', () => {
    const env = { PATH: '/empty', PYTHONPATH: module, PYTHONDONTWRITEBYTECODE: '1' };
    const { status, stderr } = spawnSync(findPython(), ['-m', 'cdk_s3_mrap_cli'], { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 127, stderr: expect.stringMatching(/^cdk-s3-mrap: got no program/) });
  });

  test('starts the Node.js of JSII_NODE, as jsii does', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'command-node-'));
    try {
      symlinkSync('/bin/echo', path.join(folder, 'echo-arguments'));
      const env = { PATH: '/empty', JSII_NODE: path.join(folder, 'echo-arguments') };
      const { stdout } = runPython('import cdk_s3_mrap_cli; cdk_s3_mrap_cli.main()', env);
      expect(stdout).toBe(`${path.join(module, 'cdk_s3_mrap_cli', 'cdk-s3-mrap.js')}\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('lets a child process decide how Ctrl-C ends the command where no process can be replaced', () => {
    const child = 'import os, signal, sys; signal.signal(signal.SIGINT, lambda *_: sys.exit(3)); '
      + 'os.killpg(0, signal.SIGINT); signal.pause()';
    const statements = 'import os, sys, cdk_s3_mrap_cli; os.setsid(); '
      + `sys.exit(cdk_s3_mrap_cli.run_child([sys.executable, "-c", ${JSON.stringify(child)}]))`;
    expect(runPython(statements)).toMatchObject({ status: 3, stderr: '' });
  });

  test('is the only command of the wheel', () => {
    const files = execFileSync('unzip', ['-Z1', findBuiltPackage('.whl')], { encoding: 'utf8' }).split('\n');
    expect(files.filter((file) => file.includes('.data/scripts/'))).toEqual([]);
    const name = files.find((file) => file.endsWith('/entry_points.txt'))!;
    const entryPoints = execFileSync('unzip', ['-p', findBuiltPackage('.whl'), name], { encoding: 'utf8' });
    expect(entryPoints.trim()).toBe('[console_scripts]\ncdk-s3-mrap = cdk_s3_mrap_cli:main');
  });
});
