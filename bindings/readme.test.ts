import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { findBuiltPackage } from './support/files';
import { readInstructions } from './support/readme';
import { runInEmptyFolder } from './support/templates';

const MINUTES = 60_000;

/** Replaces the package name in commands of npm with the path of the built tarball. */
const NPM = 'npm() { command npm "${@/#cdk-s3-mrap/$TARBALL}"; }\n';

const INSTALL_PLUGIN = 'org.apache.maven.plugins:maven-install-plugin:3.1.3:install-file';

/** Follows the README in an empty folder with the built packages, and returns the synthesized templates. */
function followReadme(heading: string): Record<string, string> {
  return runInEmptyFolder((parent) => {
    const folder = path.join(parent, 'media');
    mkdirSync(folder);
    const { files, commands } = readInstructions(heading);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const constraints = path.join(parent, 'constraints.txt');
    writeFileSync(constraints, `cdk-s3-mrap @ file://${findBuiltPackage('.whl')}\n`);
    const env = {
      ...process.env,
      // The commands must not find modules of this repository.
      NODE_PATH: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      TARBALL: findBuiltPackage('.jsii.tgz'),
      PIP_CONSTRAINT: constraints,
      MAVEN_OPTS: `-Dmaven.repo.local=${path.join(parent, 'maven')}`,
      JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(parent, 'jsii'),
      CDK_HOME: path.join(parent, 'cdk-home'),
    };
    if (heading === 'Java') installJar(env);
    for (const command of commands) {
      execFileSync('bash', ['-euo', 'pipefail', '-c', NPM + command], { cwd: folder, env, stdio: 'pipe' });
    }
    const assembly = path.join(folder, 'cdk.out');
    const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
    return Object.fromEntries(templates.map((file) => [file, readFileSync(path.join(assembly, file), 'utf8')]));
  });
}

/** Installs the jar in the local repository, which Maven searches first. */
function installJar(env: NodeJS.ProcessEnv): void {
  const jar = findBuiltPackage('.jar');
  const pom = jar.replace(/jar$/, 'pom');
  const args = ['--batch-mode', '--quiet', INSTALL_PLUGIN, `-Dfile=${jar}`, `-DpomFile=${pom}`];
  execFileSync('mvn', args, { env, stdio: 'pipe' });
}

describe('README.md', () => {
  test.each(['TypeScript', 'Python', 'Java'])('creates an application in an empty folder for %s', (heading) => {
    const templates = followReadme(heading);
    const supportStack = expect.stringMatching(/^MainMediaBucketsuseast1[0-9A-F]{8}\.template\.json$/) as string;
    expect(Object.keys(templates).sort()).toEqual(['Main.template.json', supportStack]);
    expect(templates['Main.template.json']).toContain('"Custom::S3MultiRegionAccessPoint"');
    const regional = Object.keys(templates).find((name) => name !== 'Main.template.json')!;
    expect(templates[regional]).toContain('"AWS::S3::Bucket"');
  }, 15 * MINUTES);
});
