import { execFile, execFileSync, type ExecFileException } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestingPackages } from '../../testing/build-packages';

const ROOT = path.join(__dirname, '..', '..');
const EXAMPLES = path.join(ROOT, 'examples');
const JEST = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

/** The content of files by their names. */
export type Files = Readonly<Record<string, string>>;

export interface RunOutcome {
  readonly exitCode: number;
  readonly output: string;
}

/** A project of a user in a temporary folder, which has installed a package for tests. */
export interface UserProject {
  readonly folder: string;
  /** Writes the files of the project and runs its tests. */
  runTests(files: Files): Promise<RunOutcome>;
}

/** Runs a program with only the variables that locate programs, so that the developer's AWS settings have no effect. */
export async function execute(
  command: string, args: readonly string[], cwd: string, environment: Readonly<Record<string, string>> = {},
): Promise<RunOutcome> {
  const { PATH, HOME, JAVA_HOME } = process.env;
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const env = { PATH, HOME, JAVA_HOME, ...quiet, ...environment };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, timeout: 240_000 }, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}\n${stderr}` });
    });
  });
}

function install(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

function write(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** The built command line. */
export const COMMAND_LINE = path.join(ROOT, 'bin', 'cdk-s3-mrap.js');

export function createJavaScriptProject(folder: string, { tarball }: TestingPackages): UserProject {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    const text = readFileSync(path.join(EXAMPLES, 'client-javascript', file), 'utf8');
    write(folder, { [file]: text.replace('"type": "module",', '') });
  }
  install('npm', ['ci', '--silent', '--no-audit', '--no-fund'], folder);
  install('npm', ['install', '--no-save', '--silent', '--no-audit', '--no-fund', 'vitest@3.2.7'], folder);
  const packages = path.join(folder, 'node_modules');
  mkdirSync(path.join(packages, 'cdk-s3-mrap-testing'));
  install('tar', ['xzf', tarball, '--strip-components=1', '-C', path.join(packages, 'cdk-s3-mrap-testing')], folder);
  write(path.join(packages, 'cdk-s3-mrap'), {
    'package.json': JSON.stringify({ name: 'cdk-s3-mrap', version: '0.0.0', bin: { 'cdk-s3-mrap': 'cdk-s3-mrap.js' } }),
    'cdk-s3-mrap.js': readFileSync(COMMAND_LINE, 'utf8'),
  });
  const config = JSON.stringify({ transform: {}, testTimeout: 60_000 });
  return {
    folder,
    runTests: async (files) => {
      write(folder, files);
      const tests = Object.keys(files).filter((name) => name.includes('.test.'));
      return execute('node', [JEST, '--rootDir', '.', '--config', config, ...tests], folder);
    },
  };
}

/** Runs the tests of Vitest in a JavaScript project. */
export async function runVitest({ folder }: UserProject, files: Files): Promise<RunOutcome> {
  write(folder, files);
  const tests = Object.keys(files).filter((name) => name.includes('.spec.'));
  const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
  return execute('node', [vitest, 'run', '--testTimeout', '60000', ...tests], folder);
}

export function createPythonProject(folder: string, { wheel }: TestingPackages): UserProject {
  mkdirSync(folder, { recursive: true });
  const python = path.join(folder, 'venv', 'bin', 'python');
  install('python3', ['-m', 'venv', 'venv'], folder);
  const requirements = path.join(EXAMPLES, 'client-python', 'requirements.txt');
  install(python, [
    '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements, 'pytest==9.*', wheel,
  ], folder);
  return {
    folder,
    runTests: async (files) => {
      write(folder, files);
      const tests = Object.keys(files).filter((name) => path.basename(name).startsWith('test_'));
      return execute(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...tests], folder, {
        CDK_S3_MRAP_COMMAND: `node ${COMMAND_LINE}`,
      });
    },
  };
}

/** The project of the Java package itself, because its dependencies are those of a user. */
export function createJavaProject(folder: string, { jar }: TestingPackages): UserProject {
  const source = path.join(ROOT, 'testing', 'java');
  mkdirSync(folder, { recursive: true });
  const pom = readFileSync(path.join(source, 'pom.xml'), 'utf8')
    .replace('<artifactId>cdk-s3-mrap-testing</artifactId>', '<artifactId>user</artifactId>')
    .replace('<dependencies>', `<dependencies>
      <dependency>
        <groupId>io.github.cdk-s3-mrap</groupId>
        <artifactId>cdk-s3-mrap-testing</artifactId>
        <version>0.0.0</version>
        <scope>system</scope>
        <systemPath>${jar}</systemPath>
      </dependency>`);
  write(folder, { 'pom.xml': pom });
  const tests = path.join(folder, 'src', 'test', 'java');
  return {
    folder,
    runTests: async (files) => {
      install('rm', ['-rf', path.join(folder, 'src'), path.join(folder, 'target')], folder);
      write(tests, files);
      return execute('mvn', ['--batch-mode', 'test'], folder, {
        CDK_S3_MRAP_COMMAND: `node ${COMMAND_LINE}`,
      });
    },
  };
}

/** Reads tests of the repository. */
export function readTests(folder: string, files: readonly string[]): Record<string, string> {
  const source = path.join(ROOT, 'testing', folder);
  return Object.fromEntries(files.map((file) => [path.basename(file), readFileSync(path.join(source, file), 'utf8')]));
}
