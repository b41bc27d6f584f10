import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { builtPackage, ROOT } from './files';
import { javaClass, type Snippet } from './snippets';
import { synthesize, type Templates } from './templates';

/** A project in another language, fresh, with the built package installed, that holds the applications of `examples`. */
export interface Consumer {
  synthesize(example: string): Templates;
  /** What the application that declares something mistaken prints of it. */
  mistaken(): string;
  /** Runs or compiles examples; throws where one does not. */
  tryOut(snippets: readonly Snippet[]): void;
  remove(): void;
}

/** Where Maven keeps what it has downloaded: not what was built, which has the same version each time. */
const MAVEN_REPOSITORY = path.join(ROOT, '.cache', 'maven');

function freshProject(language: string): string {
  const project = mkdtempSync(path.join(tmpdir(), `bindings-${language}-`));
  cpSync(path.join(ROOT, 'bindings', language), project, { recursive: true });
  return project;
}

/** A consumer whose applications are started by one command, with the name of the application in the language's own style. */
function consumer(
  project: string,
  command: (application: string) => [string, string[]],
  tryOut: (start: Start, snippets: readonly Snippet[]) => void,
): Consumer {
  const start: Start = (application, env, input) => {
    const [file, args] = command(application);
    // jsii unpacks packages into a cache of the user; this project has one of its own.
    const own = { ...env, JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(project, '.jsii') };
    return execFileSync(file, args, { cwd: project, env: own, input, encoding: 'utf8', stdio: 'pipe' });
  };
  return {
    synthesize: (example) => synthesize((env) => { start(example, env); }),
    mistaken: () => start('mistaken', process.env),
    tryOut: (snippets) => { tryOut(start, snippets); },
    remove: () => { rmSync(project, { recursive: true }); },
  };
}

type Start = (application: string, env: NodeJS.ProcessEnv, input?: string) => string;

/** A virtual environment with the wheel. */
export function pythonConsumer(): Consumer {
  const project = freshProject('python');
  const inEnvironment = (program: string) => path.join(project, '.venv', 'bin', program);
  execFileSync('python3', ['-m', 'venv', '.venv'], { cwd: project, stdio: 'pipe' });
  execFileSync(inEnvironment('pip'), ['install', '--quiet', '--requirement', 'requirements.txt', builtPackage('.whl')], { cwd: project, stdio: 'pipe' });
  execFileSync(inEnvironment('pip'), ['check'], { cwd: project, stdio: 'pipe' });
  return consumer(
    project,
    (application) => [inEnvironment('python'), [`${application.replaceAll('-', '_')}.py`]],
    (start, snippets) => { start('snippets', process.env, JSON.stringify(snippets.map(({ python }) => python))); },
  );
}

/** A Maven project with the jar. */
export function javaConsumer(): Consumer {
  const project = freshProject('java');
  rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-s3-mrap'), { recursive: true, force: true });
  const maven = (...goals: string[]) => execFileSync('mvn', [
    '--batch-mode', '--quiet', `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, `-Dpackages=file://${path.join(ROOT, 'dist', 'java')}`, ...goals,
  ], { cwd: project, stdio: 'pipe' });
  maven('compile', 'dependency:build-classpath', '-Dmdep.outputFile=target/classpath');
  const classpath = `${path.join(project, 'target', 'classes')}:${readFileSync(path.join(project, 'target', 'classpath'), 'utf8')}`;
  const className = (application: string) => application.replace(/(?:^|-)(.)/g, (_match, letter: string) => letter.toUpperCase());
  return consumer(
    project,
    (application) => ['java', ['-cp', classpath, `examples.${className(application)}`]],
    (_start, snippets) => {
      writeFileSync(path.join(project, 'src/main/java/examples/Snippets.java'), javaClass('Snippets', snippets.map(({ java }) => java)));
      maven('--offline', 'compile');
    },
  );
}
