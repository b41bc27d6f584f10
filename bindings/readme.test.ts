import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { builtPackage } from './support/files';
import { instructions } from './support/readme';
import { inEmptyFolder } from './support/templates';

const MINUTES = 60_000;

/** npm takes the tarball wherever the README says the name of the package. */
const NPM = 'npm() { command npm "${@/#cdk-s3-mrap/$TARBALL}"; }\n';

/** Follows the README in an empty folder, as if the packages built here were those of the registries; answers the templates. */
function follow(heading: string): Record<string, string> {
  return inEmptyFolder((outside) => {
    const folder = path.join(outside, 'media');
    mkdirSync(folder);
    const { files, commands } = instructions(heading);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const constraints = path.join(outside, 'constraints.txt');
    writeFileSync(constraints, `cdk-s3-mrap @ file://${builtPackage('.whl')}\n`);
    const env = {
      ...process.env,
      // Of the tool chain that runs this test nothing is to be found there.
      NODE_PATH: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      TARBALL: builtPackage('.jsii.tgz'),
      PIP_CONSTRAINT: constraints,
      MAVEN_OPTS: `-Dmaven.repo.local=${path.join(outside, 'maven')}`,
      JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(outside, 'jsii'),
      CDK_HOME: path.join(outside, 'cdk-home'),
    };
    if (heading === 'Java') installJar(env);
    for (const command of commands) execFileSync('bash', ['-euo', 'pipefail', '-c', NPM + command], { cwd: folder, env, stdio: 'pipe' });
    const assembly = path.join(folder, 'cdk.out');
    return Object.fromEntries(readdirSync(assembly).filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, readFileSync(path.join(assembly, file), 'utf8')]));
  });
}

/** Puts the jar where Maven looks first. */
function installJar(env: NodeJS.ProcessEnv): void {
  const jar = builtPackage('.jar');
  execFileSync('mvn', [
    '--batch-mode', '--quiet', 'org.apache.maven.plugins:maven-install-plugin:3.1.3:install-file', `-Dfile=${jar}`, `-DpomFile=${jar.replace(/jar$/, 'pom')}`,
  ], { env, stdio: 'pipe' });
}

test.each(['TypeScript', 'Python', 'Java'])('the commands of the README for %s make an application in an empty folder', (heading) => {
  const templates = follow(heading);
  expect(Object.keys(templates).sort()).toEqual(['Main-mrap-us-east-1.template.json', 'Main.template.json']);
  expect(templates['Main.template.json']).toContain('"Custom::S3MultiRegionAccessPoint"');
  expect(templates['Main-mrap-us-east-1.template.json']).toContain('"AWS::S3::Bucket"');
}, 15 * MINUTES);
