import { execFile, type ExecFileException, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestingPackages } from '../../testing/build-packages';
import { readDocumentedCommands, readDocumentedTests } from './documented-tests';
import { type FileResult, parseJestReport, parseJUnitReports } from './test-reports';

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

export interface ReportedRun {
  readonly exitCode: number;
  /** The results by the names of the files. */
  readonly results: ReadonlyMap<string, FileResult>;
}

/** A project that can report the results of several files of one run, some of which fail. */
export interface ReportingProject extends UserProject {
  reportTests(files: Files): Promise<ReportedRun>;
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

/**
 * Follows the chapter "Install" with the built packages instead of the published ones. Installations mostly wait for
 * downloads, so several can run at once.
 */
async function install(folder: string, commands: string): Promise<void> {
  const { PATH, JAVA_HOME, PIP_CERT, NODE_EXTRA_CA_CERTS } = process.env;
  const env = { PATH, JAVA_HOME, PIP_CERT, NODE_EXTRA_CA_CERTS, ...makeHome(folder) };
  mkdirSync(folder, { recursive: true });
  const child = spawn('sh', ['-ec', commands], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [exitCode] = await once(child, 'close') as [number | null];
  if (exitCode !== 0) throw new Error(`the installation ended with ${exitCode}: ${commands}`);
}

/** Reads a report of a run, or fails with the output of the run if there is none. */
function readReport(file: string, { output }: RunOutcome): string {
  if (!existsSync(file)) throw new Error(output);
  return readFileSync(file, 'utf8');
}

async function run(folder: string, commands: string, tests: readonly string[] = []): Promise<RunOutcome> {
  return execute('sh', ['-ec', [commands.trim(), ...tests].join(' ')], folder, makeHome(folder));
}

function selectTests(files: Files, pattern: RegExp): string[] {
  return Object.keys(files).filter((name) => pattern.test(path.basename(name)));
}

async function installCommand(folder: string, { command }: UserPackages): Promise<void> {
  await install(folder, COMMANDS.installCommand.replace('cdk-s3-mrap-cli', command));
}

export async function createJavaScriptProject(folder: string, packages: UserPackages): Promise<ReportingProject> {
  await installCommand(folder, packages);
  await install(folder, COMMANDS.installJavaScript.replace('cdk-s3-mrap-testing', packages.tarball));
  await install(folder, COMMANDS.installPresigner);
  const runTests = async (files: Files, options = '') => {
    write(folder, files);
    return run(folder, `${COMMANDS.runJest.trim()}${options}`, selectTests(files, /\.test\./));
  };
  return {
    runTests,
    reportTests: async (files) => {
      const outcome = await runTests(files, ' --json --outputFile report.json');
      const results = parseJestReport(readReport(path.join(folder, 'report.json'), outcome));
      return { exitCode: outcome.exitCode, results };
    },
  };
}

/** A JavaScript project that also uses Vitest. */
export async function useVitest(folder: string): Promise<UserProject> {
  await install(folder, COMMANDS.installVitest);
  return {
    runTests: async (files) => {
      write(folder, files);
      return run(folder, COMMANDS.runVitest, selectTests(files, /\.spec\./));
    },
  };
}

export async function createPythonProject(folder: string, packages: UserPackages): Promise<ReportingProject> {
  await installCommand(folder, packages);
  await install(folder, COMMANDS.installPython.replace('cdk-s3-mrap-testing', packages.wheel));
  const runTests = async (files: Files, options = '') => {
    write(folder, files);
    return run(folder, `${COMMANDS.runPytest.trim()}${options}`, selectTests(files, /^test_/));
  };
  return {
    runTests,
    reportTests: async (files) => {
      const outcome = await runTests(files, ' --junitxml report.xml');
      const report = readReport(path.join(folder, 'report.xml'), outcome);
      return { exitCode: outcome.exitCode, results: parseJUnitReports([report], (module) => `${module}.py`) };
    },
  };
}

export async function createJavaProject(folder: string, packages: UserPackages): Promise<ReportingProject> {
  await installCommand(folder, packages);
  await install(folder, COMMANDS.installJava.replace(path.basename(packages.jar), packages.jar));
  const { 'pom.xml': pom } = readDocumentedTests().java;
  write(folder, { 'pom.xml': pom });
  // Downloads the dependencies before the limit of a test begins.
  await install(folder, COMMANDS.runMaven.replace('mvn', 'mvn --batch-mode'));
  const runTests = async (files: Files) => {
    for (const name of ['src', 'target']) rmSync(path.join(folder, name), { recursive: true, force: true });
    write(folder, files);
    return run(folder, `${COMMANDS.runMaven.trim()} --batch-mode`);
  };
  return {
    runTests,
    reportTests: async (files) => {
      const outcome = await runTests(files);
      const reports = path.join(folder, 'target', 'surefire-reports');
      if (!existsSync(reports)) throw new Error(outcome.output);
      const texts = readdirSync(reports).filter((name) => name.endsWith('.xml'))
        .map((name) => readFileSync(path.join(reports, name), 'utf8'));
      const results = parseJUnitReports(texts, (name) => `src/test/java/${name.replaceAll('.', '/')}.java`);
      return { exitCode: outcome.exitCode, results };
    },
  };
}

/** Reads tests of the repository. */
export function readTests(folder: string, files: readonly string[]): Record<string, string> {
  const source = path.join(ROOT, 'testing', folder);
  return Object.fromEntries(files.map((file) => (
    [folder === 'java' ? file : path.basename(file), readFileSync(path.join(source, file), 'utf8')])));
}
