import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { findBuiltPackage } from './files';
import { serveGoModule } from './go-module';
import { readInstructions } from './readme';
import { runInEmptyFolder } from './templates';

/** Replaces the package name in commands of npm with the path of the built tarball. */
const NPM = 'npm() { command npm "${@/#cdk-s3-mrap/$TARBALL}"; }\n';

const INSTALL_PLUGIN = 'org.apache.maven.plugins:maven-install-plugin:3.1.3:install-file';

/** A language with a section in the chapter "Install". */
export type Language = 'TypeScript' | 'Python' | 'Java' | 'Go';

/** Offers the built package to the commands of a section, and returns the environment variables for it. */
const PREPARATIONS: Readonly<Record<Language, (folder: string) => NodeJS.ProcessEnv>> = {
  TypeScript: () => ({ TARBALL: findBuiltPackage('.jsii.tgz') }),
  Python: (folder) => {
    const constraints = path.join(folder, 'constraints.txt');
    writeFileSync(constraints, `cdk-s3-mrap @ file://${findBuiltPackage('.whl')}\n`);
    return { PIP_CONSTRAINT: constraints };
  },
  // Maven searches the local repository first.
  Java: (folder) => {
    const env = { MAVEN_OPTS: `-Dmaven.repo.local=${path.join(folder, 'maven')}` };
    const jar = findBuiltPackage('.jar');
    const pom = jar.replace(/jar$/, 'pom');
    const args = ['--batch-mode', '--quiet', INSTALL_PLUGIN, `-Dfile=${jar}`, `-DpomFile=${pom}`];
    execFileSync('mvn', args, { env: { ...process.env, ...env }, stdio: 'pipe' });
    return env;
  },
  Go: (folder) => {
    const { url, modules } = serveGoModule(folder);
    return { GOPROXY: `${url},https://proxy.golang.org`, GONOSUMDB: modules.join(','), GOWORK: 'off' };
  },
};

/** Follows the README in an empty folder with the built packages, and returns the synthesized templates. */
export function followReadme(heading: Language): Record<string, string> {
  return runInEmptyFolder((parent) => {
    const folder = path.join(parent, 'media');
    mkdirSync(folder);
    const { files, commands } = readInstructions(heading);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const env = {
      ...process.env,
      // The commands must not find modules of this repository.
      NODE_PATH: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(parent, 'jsii'),
      CDK_HOME: path.join(parent, 'cdk-home'),
      ...PREPARATIONS[heading](parent),
    };
    for (const command of commands) {
      execFileSync('bash', ['-euo', 'pipefail', '-c', NPM + command], { cwd: folder, env, stdio: 'pipe' });
    }
    const assembly = path.join(folder, 'cdk.out');
    const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
    return Object.fromEntries(templates.map((file) => [file, readFileSync(path.join(assembly, file), 'utf8')]));
  });
}
