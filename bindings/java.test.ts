import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createMavenProject, type MavenProject } from './support/consumers';
import { listUnusedTypes } from './support/exported-types';
import { findBuiltPackage } from './support/files';
import { GENERATED_PATTERNS, type JavadocProblem, matchesPattern, runDoclint } from './support/javadoc';
import { synthesize, synthesizeExample, type Templates } from './support/templates';

const MINUTES = 60_000;

/** The templates of an application, and its output. */
interface Run {
  readonly templates: Templates;
  readonly output: string;
}

function runApplication({ folder, classpath }: MavenProject, name: string): Run {
  let output = '';
  const templates = synthesize((env) => {
    const jsiiEnv = { ...env, CDK_VALIDATION: 'false', JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(folder, '.jsii') };
    output = execFileSync('java', ['-cp', classpath, name], { env: jsiiEnv, encoding: 'utf8', stdio: 'pipe' });
  });
  return { templates, output };
}

describe('bindings/java', () => {
  let project: MavenProject;
  beforeAll(() => { project = createMavenProject('java'); }, 10 * MINUTES);
  afterAll(() => { rmSync(project.folder, { recursive: true }); });

  test('has an application with every exported class', () => {
    expect(listUnusedTypes('java/src/main/java/examples/EveryClass.java')).toEqual([]);
  });

  // Map.of has another order in every process.
  test('synthesizes the same templates in ten processes with other orders of Map.of', () => {
    const runs = Array.from({ length: 10 }, () => runApplication(project, 'examples.EveryClass'));
    expect(new Set(runs.map(({ output }) => output)).size).toBeGreaterThan(1);
    const [first, ...others] = runs.map(({ templates }) => JSON.stringify(templates));
    expect(others.filter((templates) => templates !== first)).toEqual([]);
    expect(Object.keys(runs[0].templates).length).toBeGreaterThan(5);
  }, 10 * MINUTES);
});

/** Faults in a comment that a docstring can contain, and a method whose name looks like the name of a getter. */
const FAULTY_CLASS = `/** A faulty class with an unknown <media>. */
public class Faulty {
    /** Does something. */
    public void run(String bucket) { }
    /** Gets a bucket. */
    public String getBucket(String name) { return name; }
}
`;

describe('io.github.cdks3mrap', () => {
  let problems: readonly JavadocProblem[];
  beforeAll(() => {
    const { folder, dependencies } = createMavenProject('java');
    const sources = path.join(folder, 'sources');
    mkdirSync(sources);
    const jar = findBuiltPackage('.jar').replace(/\.jar$/, '-sources.jar');
    execFileSync('unzip', ['-q', jar, '-d', sources]);
    writeFileSync(path.join(sources, 'Faulty.java'), FAULTY_CLASS);
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.java'));
    problems = runDoclint(sources, dependencies, files);
    rmSync(folder, { recursive: true });
  }, 10 * MINUTES);

  const isGenerated = (problem: JavadocProblem) =>
    Object.values(GENERATED_PATTERNS).some((pattern) => matchesPattern(problem, pattern));

  test('has a documentation in which javadoc finds no problem, except in code that jsii-pacmak generates', () => {
    const remaining = problems.filter((problem) => !isGenerated(problem));
    expect(remaining.filter(({ file }) => file !== 'Faulty.java')).toEqual([]);
    expect(remaining.map(({ message }) => message).sort()).toEqual([
      'no @param for bucket', 'no @param for name', 'no @return', 'unknown tag: media',
    ]);
  });

  test.each(Object.entries(GENERATED_PATTERNS))('still has the problem of jsii-pacmak with %s', (_title, pattern) => {
    expect(problems.some((problem) => matchesPattern(problem, pattern))).toBe(true);
  });
});

describe('bindings/kotlin', () => {
  let project: MavenProject;
  beforeAll(() => { project = createMavenProject('kotlin'); }, 10 * MINUTES);
  afterAll(() => { rmSync(project.folder, { recursive: true }); });

  test('synthesizes the same templates as TypeScript, and reports no findings', () => {
    expect(runApplication(project, 'examples.MinimalKt')).toEqual({
      templates: synthesizeExample('minimal'), output: '',
    });
  }, 5 * MINUTES);
});
