import { execFile, execFileSync, type ExecFileException } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestingPackages } from '../../testing/build-packages';
import { readDocumentedCommands, readDocumentedTests } from './documented-tests';

const ROOT = path.join(__dirname, '..', '..');
const COMMANDS = readDocumentedCommands();

/** The content of files by their names. */
export type Files = Readonly<Record<string, string>>;

export interface RunOutcome {
  readonly exitCode: number;
  readonly output: string;
}

/** A project in an empty folder, whose owner follows docs/testing.md. */
export interface UserProject {
  /** Writes the files of the project and runs the documented command for them. */
  runTests(files: Files): Promise<RunOutcome>;
}

/** The packages that the owner of a project installs. */
export interface UserPackages extends TestingPackages {
  /** The tarball of cdk-s3-mrap-cli. */
  readonly command: string;
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

function write(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** The variables of a user whose home directory is empty at first. Java reads the directory from a property. */
function makeHome(folder: string): Record<string, string> {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  return { HOME: home, MAVEN_OPTS: `-Duser.home=${home}` };
}

/** Follows the chapter "Install" with the built packages instead of the published ones. */
function install(folder: string, commands: string): void {
  const { PATH, JAVA_HOME, PIP_CERT, NODE_EXTRA_CA_CERTS } = process.env;
  const env = { PATH, JAVA_HOME, PIP_CERT, NODE_EXTRA_CA_CERTS, ...makeHome(folder) };
  mkdirSync(folder, { recursive: true });
  execFileSync('sh', ['-ec', commands], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function run(folder: string, commands: string, tests: readonly string[] = []): Promise<RunOutcome> {
  return execute('sh', ['-ec', [commands.trim(), ...tests].join(' ')], folder, makeHome(folder));
}

function selectTests(files: Files, pattern: RegExp): string[] {
  return Object.keys(files).filter((name) => pattern.test(path.basename(name)));
}

function installCommand(folder: string, { command }: UserPackages): void {
  install(folder, COMMANDS.installCommand.replace('cdk-s3-mrap-cli', command));
}

export function createJavaScriptProject(folder: string, packages: UserPackages): UserProject {
  installCommand(folder, packages);
  install(folder, COMMANDS.installJavaScript.replace('cdk-s3-mrap-testing', packages.tarball));
  return {
    runTests: async (files) => {
      write(folder, files);
      return run(folder, COMMANDS.runJest, selectTests(files, /\.test\./));
    },
  };
}

/** A JavaScript project that also uses Vitest. The first run installs it. */
export function useVitest(folder: string): UserProject {
  return {
    runTests: async (files) => {
      write(folder, files);
      return run(folder, COMMANDS.runVitest, selectTests(files, /\.spec\./));
    },
  };
}

export function createPythonProject(folder: string, packages: UserPackages): UserProject {
  installCommand(folder, packages);
  install(folder, COMMANDS.installPython.replace('cdk-s3-mrap-testing', packages.wheel));
  return {
    runTests: async (files) => {
      write(folder, files);
      return run(folder, COMMANDS.runPytest, selectTests(files, /^test_/));
    },
  };
}

export function createJavaProject(folder: string, packages: UserPackages): UserProject {
  installCommand(folder, packages);
  install(folder, COMMANDS.installJava.replace(path.basename(packages.jar), packages.jar));
  const { 'pom.xml': pom } = readDocumentedTests().java;
  write(folder, { 'pom.xml': pom });
  // Downloads the dependencies before the limit of a test begins.
  install(folder, COMMANDS.runMaven.replace('mvn', 'mvn --batch-mode'));
  return {
    runTests: async (files) => {
      for (const name of ['src', 'target']) rmSync(path.join(folder, name), { recursive: true, force: true });
      write(folder, files);
      return run(folder, `${COMMANDS.runMaven.trim()} --batch-mode`);
    },
  };
}

/** Reads tests of the repository. */
export function readTests(folder: string, files: readonly string[]): Record<string, string> {
  const source = path.join(ROOT, 'testing', folder);
  return Object.fromEntries(files.map((file) => (
    [folder === 'java' ? file : path.basename(file), readFileSync(path.join(source, file), 'utf8')])));
}
