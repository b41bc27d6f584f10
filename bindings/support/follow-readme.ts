import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { findBuiltPackage } from './files';
import { serveGoModule } from './go-module';
import { readInstructions } from './readme';
import { runInEmptyFolder } from './templates';

/** Replaces the package name in commands of npm with the path of the built tarball, if there is one. */
const NPM = 'npm() { command npm "${@/#cdk-s3-mrap/${TARBALL:-cdk-s3-mrap}}"; }\n';

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
  Go: serveGoModule,
};

/** An application that the commands of the README have created. */
export interface Application {
  readonly templates: Record<string, string>;
  /** Runs a command in the folder of the application, and returns its output. */
  run(command: string): string;
}

function readTemplates(assembly: string): Record<string, string> {
  const files = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(assembly, file), 'utf8')]));
}

/** Follows the README in an empty folder, and passes on the application. */
export function useReadme<T>(
  heading: Language, prepare: (folder: string) => NodeJS.ProcessEnv, use: (application: Application) => T,
): T {
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
      ...prepare(parent),
    };
    const run = (command: string) => execFileSync(
      'bash', ['-euo', 'pipefail', '-c', NPM + command], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' },
    );
    for (const command of commands) run(command);
    return use({ templates: readTemplates(path.join(folder, 'cdk.out')), run });
  });
}

/** Follows the README in an empty folder with the built packages, and returns the synthesized templates. */
export function followReadme(heading: Language): Record<string, string> {
  return useReadme(heading, PREPARATIONS[heading], ({ templates }) => templates);
}
