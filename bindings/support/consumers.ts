import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { findBuiltPackage, ROOT } from './files';
import { makeJavaClass, type Snippet } from './snippets';
import { synthesize, type Templates } from './templates';

/** A new project in another language with the built package and the applications of `examples`. */
export interface Consumer {
  synthesize(example: string): Templates;
  /** Runs an application with an invalid declaration, and returns the printed error message. */
  printInvalidDeclaration(): string;
  /** Runs or compiles examples. Throws an error if an example fails. */
  verifySnippets(snippets: readonly Snippet[]): void;
  /** Compiles and runs a generated application in its own folder. */
  runApplication(folder: string, env: NodeJS.ProcessEnv): void;
  remove(): void;
}

/** The cache for downloads of Maven. The built jar is removed from it, because its version never changes. */
const MAVEN_REPOSITORY = path.join(ROOT, '.cache', 'maven');

/** Copies the project of a language into a new folder. */
export function createProject(language: string): string {
  const project = mkdtempSync(path.join(tmpdir(), `bindings-${language}-`));
  cpSync(path.join(ROOT, 'bindings', language), project, { recursive: true });
  return project;
}

type Start = (application: string, env: NodeJS.ProcessEnv, input?: string) => string;

/** Creates a consumer from the command that starts an application. */
export function createConsumer(
  project: string,
  makeCommand: (application: string) => [string, string[]],
  verifySnippets: (start: Start, snippets: readonly Snippet[]) => void,
  makeApplicationCommands: (folder: string) => readonly (readonly [string, string[]])[],
): Consumer {
  // jsii unpacks packages into a cache of the user. This project uses a separate cache.
  const useOwnCache = (env: NodeJS.ProcessEnv) =>
    ({ ...env, JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(project, '.jsii') });
  const start: Start = (application, env, input) => {
    const [file, args] = makeCommand(application);
    return execFileSync(file, args, { cwd: project, env: useOwnCache(env), input, encoding: 'utf8', stdio: 'pipe' });
  };
  return {
    synthesize: (example) => synthesize((env) => { start(example, env); }),
    printInvalidDeclaration: () => start('invalid-declaration', process.env),
    verifySnippets: (snippets) => { verifySnippets(start, snippets); },
    runApplication: (folder, env) => {
      for (const [file, args] of makeApplicationCommands(folder)) {
        execFileSync(file, args, { cwd: folder, env: useOwnCache(env), stdio: 'pipe' });
      }
    },
    remove: () => { rmSync(project, { recursive: true }); },
  };
}

/** A project in a virtual environment with the wheel. */
export interface PythonProject {
  readonly folder: string;
  /** Finds a program of the virtual environment. */
  findProgram(name: string): string;
}

/** Creates a virtual environment with the wheel and with the packages that files of the project list. */
export function createPythonProject(...requirements: string[]): PythonProject {
  const folder = createProject('python');
  const findProgram = (name: string) => path.join(folder, '.venv', 'bin', name);
  const options = { cwd: folder, stdio: 'pipe' } as const;
  const lists = ['requirements.txt', ...requirements].map((file) => `--requirement=${file}`);
  execFileSync('python3', ['-m', 'venv', '.venv'], options);
  execFileSync(findProgram('pip'), ['install', '--quiet', ...lists, findBuiltPackage('.whl')], options);
  execFileSync(findProgram('pip'), ['check'], options);
  return { folder, findProgram };
}

/** Creates a virtual environment with the wheel. */
export function createPythonConsumer(): Consumer {
  const { folder: project, findProgram } = createPythonProject();
  return createConsumer(
    project,
    (application) => [findProgram('python'), [`${application.replaceAll('-', '_')}.py`]],
    (start, snippets) => { start('snippets', process.env, JSON.stringify(snippets.map(({ python }) => python))); },
    () => [[findProgram('python'), ['app.py']]],
  );
}

/** A Maven project with the jar. */
export interface MavenProject {
  readonly folder: string;
  /** The class path of the packages. */
  readonly dependencies: string;
  /** The class path of the packages and of the applications. */
  readonly classpath: string;
  runMaven(...goals: string[]): void;
}

/** Creates a Maven project with the jar, and compiles its applications. */
export function createMavenProject(language: 'java' | 'kotlin'): MavenProject {
  const folder = createProject(language);
  rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-s3-mrap'), { recursive: true, force: true });
  const packages = path.join(ROOT, 'dist', 'java');
  const runMaven = (...goals: string[]) => {
    execFileSync('mvn', [
      '--batch-mode', '--quiet', `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, `-Dpackages=file://${packages}`, ...goals,
    ], { cwd: folder, stdio: 'pipe' });
  };
  runMaven('compile', 'dependency:build-classpath', '-Dmdep.outputFile=target/classpath');
  const dependencies = readFileSync(path.join(folder, 'target', 'classpath'), 'utf8');
  return { folder, dependencies, classpath: `${path.join(folder, 'target', 'classes')}:${dependencies}`, runMaven };
}

/** Creates a Maven project with the jar and the applications in Java. */
export function createJavaConsumer(): Consumer {
  const { folder, dependencies, classpath, runMaven } = createMavenProject('java');
  return createConsumer(
    folder,
    (application) => ['java', ['-cp', classpath, `examples.${makeClassName(application)}`]],
    (_start, snippets) => {
      const sources = path.join(folder, 'src/main/java/snippets');
      mkdirSync(sources);
      for (const [index, { java }] of snippets.entries()) {
        writeFileSync(path.join(sources, `Snippet${index}.java`), makeJavaClass(`Snippet${index}`, java));
      }
      runMaven('--offline', 'compile');
    },
    (application) => {
      const classes = path.join(application, 'target', 'classes');
      return [
        ['javac', ['-cp', dependencies, '-d', classes, '-Xlint:all,-processing,-classfile', '-Werror',
          path.join(application, 'src', 'main', 'java', 'MediaApp.java')]],
        ['java', ['-cp', `${classes}:${dependencies}`, 'MediaApp']],
      ];
    },
  );
}

function makeClassName(application: string): string {
  return application.replace(/(?:^|-)(.)/g, (_match, letter: string) => letter.toUpperCase());
}
