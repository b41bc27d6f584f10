import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildTestingPackage } from '../testing/build-packages';
import { type PythonProject, createPythonProject } from './support/consumers';
import { listExportedTypes, listUnusedTypes } from './support/exported-types';
import { ROOT } from './support/files';
import { makePythonModule, readSnippets } from './support/snippets';

const MINUTES = 60_000;

/** Two mistakes, which show that the type checker reads the types of aws-cdk-lib and of the library. */
const REJECTED = `from aws_cdk import App, Validations
from cdk_s3_mrap import MultiRegionAccessPointChecks


class PluginWithoutVersion:
    name = "plugin"
    rule_ids = None


Validations.of(App()).add_plugins(PluginWithoutVersion())
MultiRegionAccessPointChecks().check_scope("text")
`;

/** A test of an application, and a control of the simulator with a wrong argument. */
const TEST_WITH_SIMULATOR = `from cdk_s3_mrap_testing import Simulation, start_simulator


def test_reads(mrap_simulation: Simulation) -> None:
    mrap_simulation.lose("eu-west-1")
    arns: list[str] = [mrap_simulation.arn, start_simulator(["eu-west-1"], lag=2).arn]
    assert len(arns) + mrap_simulation.pending_replications() == 2
    mrap_simulation.lose(1)
`;

/** The package of PyPI downloads pyright itself from npm. Without this variable, it also asks for newer versions. */
const PYRIGHT_ENVIRONMENT = {
  PYRIGHT_PYTHON_CACHE_DIR: path.join(ROOT, '.cache', 'pyright'),
  PYRIGHT_PYTHON_IGNORE_WARNINGS: '1',
};

/** The program, its options, and the pattern of a problem with its line. */
const TYPE_CHECKERS: [string, string[], RegExp][] = [
  ['mypy', ['--strict'], /^rejected\.py:(\d+): error/],
  ['pyright', ['--pythonpath', '.venv/bin/python'], /rejected\.py:(\d+):\d+ - error/],
];

describe('cdk_s3_mrap', () => {
  let project: PythonProject;
  beforeAll(() => {
    project = createPythonProject('type-checkers.txt');
    const snippets = path.join(project.folder, 'published_examples');
    mkdirSync(snippets);
    for (const [index, { python }] of readSnippets().entries()) {
      writeFileSync(path.join(snippets, `example_${index}.py`), makePythonModule(python));
    }
  }, 10 * MINUTES);
  afterAll(() => { rmSync(project.folder, { recursive: true }); });

  const FILES = ['every_class.py', 'lint_only.py', 'published_examples'];

  function check(program: string, ...args: string[]) {
    const { folder: cwd, findProgram } = project;
    const env = { ...process.env, ...PYRIGHT_ENVIRONMENT };
    const { status, stdout, stderr } = spawnSync(findProgram(program), args, { cwd, env, encoding: 'utf8' });
    return { status, stderr, problems: stdout.split('\n').filter((line) => / (?:error|warning)\b/.test(line)) };
  }

  test('has an application with every exported class', () => {
    expect(listExportedTypes().length).toBeGreaterThan(30);
    expect(listUnusedTypes('python/every_class.py')).toEqual([]);
  });

  describe.each(TYPE_CHECKERS)('with %s', (program, options, pattern) => {
    test('has no error and no warning in the application, the plugin and all published examples', () => {
      expect(check(program, ...options, ...FILES)).toEqual({ status: 0, stderr: '', problems: [] });
    }, 10 * MINUTES);

    test('rejects a plugin without a version, and a wrong argument of the library', () => {
      writeFileSync(path.join(project.folder, 'rejected.py'), REJECTED);
      const { status, problems } = check(program, ...options, 'rejected.py');
      expect({ status, lines: problems.map((problem) => pattern.exec(problem)?.[1]) })
        .toEqual({ status: 1, lines: ['10', '11'] });
    }, 10 * MINUTES);
  });

  describe.each(TYPE_CHECKERS)('with the package for tests and with %s', (program, options) => {
    beforeAll(() => {
      const { folder, findProgram } = project;
      const wheel = buildTestingPackage('python', path.join(folder, 'testing'));
      execFileSync(findProgram('pip'), ['install', '--quiet', '--force-reinstall', '--no-deps', wheel]);
      writeFileSync(path.join(folder, 'tested.py'), TEST_WITH_SIMULATOR);
    }, 10 * MINUTES);

    test('accepts a test of an application, and rejects a wrong argument', () => {
      const { status, problems } = check(program, ...options, 'tested.py');
      expect({ status, lines: problems.map((problem) => /tested\.py:(\d+)/.exec(problem)?.[1]) })
        .toEqual({ status: 1, lines: ['8'] });
    }, 10 * MINUTES);
  });

  test('synthesizes the application with every exported class', () => {
    const { folder: cwd, findProgram } = project;
    const { status, stderr } = spawnSync(findProgram('python'), ['every_class.py'], { cwd, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  }, 10 * MINUTES);
});
