import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { version } from '../package.json';
import { PUBLISHER } from '../projenrc/publisher';
import { type TestingLanguage } from '../testing/build-packages';
import { listCentralProblems, listMissingElements } from './registries/maven-central';
import { deployToMavenRepository, type MavenRepository } from './registries/maven-repository';
import { startNpmRegistry } from './registries/npm-registry';
import { startPythonRegistry } from './registries/python-registry';
import { type Registry } from './registries/server';
import { findBuiltPackage, ROOT } from './support/files';
import { type Language, useReadme } from './support/follow-readme';
import { serveGoModule } from './support/go-module';
import { type Instructions, readInstructions } from './support/readme';
import { readTestingInstructions } from './support/testing-instructions';

const MINUTES = 60_000;
/** The first compilation of aws-cdk-lib. Afterwards, the cache of Go contains it. */
const COMPILATION_TIMEOUT = 60 * MINUTES;
const TESTING = path.join(ROOT, 'dist', 'testing');
const COMMAND_FILES = path.join(ROOT, 'dist', 'command');
const DOWNLOADS = `${PUBLISHER.repository.replace(/\.git$/, '')}/releases/latest/download`;

function findTestingPackage(suffix: string): string {
  return path.join(TESTING, readdirSync(TESTING).find((file) => file.endsWith(suffix))!);
}

function listMavenArtifacts() {
  const jar = findBuiltPackage('.jar');
  const stem = jar.replace(/\.jar$/, '');
  return { jar, pom: `${stem}.pom`, sources: `${stem}-sources.jar`, javadoc: `${stem}-javadoc.jar` };
}

describe('release:rehearsal', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
  let npm: Registry;
  let python: Registry;
  let maven: MavenRepository;
  let environment: NodeJS.ProcessEnv;

  function makeFolder(name: string): string {
    const created = path.join(folder, name);
    mkdirSync(created);
    return created;
  }

  /** Runs commands in a new folder with the registries, and returns their output. */
  function run(name: string, commands: string, more: NodeJS.ProcessEnv = {}, files: Instructions['files'] = {}) {
    const env = { ...process.env, ...environment, NODE_PATH: '', ...more };
    const cwd = makeFolder(name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), text);
    }
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
      cwd, env, encoding: 'utf8', maxBuffer: 64_000_000,
    });
    if (status !== 0) throw new Error(`${commands}\nreturned ${status} with this output:\n${stdout}${stderr}`);
    return { stdout, output: `${stdout}${stderr}` };
  }

  beforeAll(async () => {
    npm = await startNpmRegistry(makeFolder('npm'), [
      findBuiltPackage('.jsii.tgz'), findBuiltPackage(`cli-${version}.tgz`), findTestingPackage('.tgz'),
    ]);
    python = await startPythonRegistry(makeFolder('python'), [
      findBuiltPackage('.whl'), findBuiltPackage('.tar.gz'), findTestingPackage('.whl'),
    ]);
    maven = deployToMavenRepository(makeFolder('maven'), listMavenArtifacts());
    environment = {
      ...npm.environment, ...python.environment, ...maven.environment, ...serveGoModule(makeFolder('go')),
    };
  }, 10 * MINUTES);

  afterAll(async () => {
    for (const registry of [npm, python, maven]) await registry?.stop();
    rmSync(folder, { recursive: true });
  });

  test('meets the requirements of Maven Central', () => {
    expect(listCentralProblems(maven)).toEqual([]);
  });

  test('misses no element of a POM, signature or checksum that Maven Central requires', () => {
    expect(listMissingElements('<project><name>media</name></project>')).toEqual([
      'groupId', 'artifactId', 'version', 'description', 'url', 'licenses.license.name', 'licenses.license.url',
      'scm.connection', 'scm.url', 'developers.developer',
    ]);
    const copy = path.join(folder, 'spoiled');
    execFileSync('cp', ['--recursive', maven.folder, copy]);
    const spoil = (suffix: string) => {
      const file = readdirSync(copy, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(suffix))!;
      writeFileSync(path.join(copy, file), 'spoiled');
    };
    spoil('-javadoc.jar');
    spoil('-sources.jar.sha1');
    const [sources, javadoc] = ['sources', 'javadoc'].map((name) => `${PUBLISHER.npm}-${version}-${name}.jar`);
    expect(listCentralProblems({ ...maven, folder: copy })).toEqual([
      `${sources} has no correct sha1`, `${javadoc} has no correct md5`, `${javadoc} has no correct sha1`,
      `${javadoc} has no valid signature`,
    ]);
  });

  test.each<[Language, string]>([
    ['TypeScript', 'npx cdk-s3-mrap --version'],
    ['Python', '.venv/bin/cdk-s3-mrap --version'],
    ['Java', 'npx cdk-s3-mrap-cli --version'],
  ])('follows the README of %s with the packages of the registries, and starts its command', (heading, command) => {
    useReadme(heading, () => environment, (application) => {
      expect(application.templates['Main.template.json']).toContain('"Custom::S3MultiRegionAccessPoint"');
      expect(application.run(command)).toBe(`${version}\n`);
    });
  }, 20 * MINUTES);

  test('follows the README of Go with a module proxy, verifies all modules, and starts the command', () => {
    useReadme('Go', () => environment, (application) => {
      expect(application.templates['Main.template.json']).toContain('"Custom::S3MultiRegionAccessPoint"');
      expect(application.run('go mod verify')).toBe('all modules verified\n');
      expect(application.run('npx cdk-s3-mrap-cli --version')).toBe(`${version}\n`);
    });
  }, COMPILATION_TIMEOUT);

  test.each<[TestingLanguage, RegExp]>([
    ['javascript', /Tests: +2 passed, 2 total/],
    ['python', /1 passed/],
    ['java', /Tests run: 1, Failures: 0, Errors: 0/],
  ])('follows the README of the package for tests in %s, and its complete test', (language, success) => {
    const { files, commands } = readTestingInstructions(language);
    // The jar is not on GitHub before the release, and pip installs into a virtual environment that is active.
    const preparations = {
      javascript: '',
      python: 'python3 -m venv active && source active/bin/activate',
      java: `cp ${findTestingPackage('.jar')} .`,
    };
    const { output } = run(`testing-${language}`, [preparations[language], ...commands].join('\n'), {}, files);
    expect(output).toMatch(success);
  }, 20 * MINUTES);

  test('follows the README of the command, and of its file in the release', () => {
    const readme = readFileSync(path.join(ROOT, 'cli', 'README.md'), 'utf8');
    const install = /`(npm install --global \S+)`/.exec(readme)![1];
    const prefix = { npm_config_prefix: path.join(folder, 'global') };
    const { stdout } = run('command', `${install} >&2; "$npm_config_prefix"/bin/cdk-s3-mrap --version`, prefix);
    expect(stdout).toBe(`${version}\n`);
    // The file is not on GitHub before the release.
    const download = `curl() { command curl "\${@/#${DOWNLOADS.replaceAll('/', '\\/')}/file://${COMMAND_FILES}}"; }\n`;
    const file = run('file', [download, ...readInstructions('Command line').commands].join('\n'));
    expect(file.stdout).toBe(`cdk-s3-mrap.js: OK\n${version}\n`);
  }, 5 * MINUTES);
});
