import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { createMavenProject, type MavenProject } from './support/consumers';
import { listUnusedTypes } from './support/exported-types';
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
