import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { writeCommandPackage } from '../../projenrc/packages/command-package';
import { buildTestingPackages } from '../../testing/build-packages';
import { temporaryFolder } from '../support/temporary-folder';
import { readDocumentedTests } from './documented-tests';
import {
  createJavaProject, createJavaScriptProject, createPythonProject, type Files, readTests, type UserProject, useVitest,
} from './projects';

type Language = 'javascript' | 'python' | 'java';

interface Expectation {
  readonly tests: readonly string[];
  readonly success: RegExp;
  /** The failover of the documented test. */
  readonly failover: RegExp;
  /** The line that stops replication. */
  readonly pause: RegExp;
  readonly failback: RegExp;
  /** A line that makes Virginia unavailable. */
  readonly loss: string;
  readonly failure: RegExp;
}

const EXPECTATIONS: Readonly<Record<Language, Expectation>> = {
  javascript: {
    tests: ['tests/films.test.cjs'],
    success: /Tests: +5 passed, 5 total/,
    failover: /^ *await s3\.failOver\('us-east-1'\);\n/m,
    pause: /^ *await s3\.pause\(\);\n/m,
    failback: /^ *await s3\.failOver\('eu-west-1'\);\n/m,
    loss: "  await s3.lose('us-east-1');\n",
    failure: /Tests: +1 failed/,
  },
  python: {
    tests: ['tests/test_service.py'],
    success: /7 passed/,
    failover: /^ *mrap_simulation\.fail_over\("us-east-1"\)\n/m,
    pause: /^ *mrap_simulation\.pause\(\)\n/m,
    failback: /^ *mrap_simulation\.fail_over\("eu-west-1"\)\n/m,
    loss: '    mrap_simulation.lose("us-east-1")\n',
    failure: /1 failed/,
  },
  java: {
    tests: ['src/test/java/example/FilmsTest.java'],
    success: /Tests run: 5, Failures: 0, Errors: 0/,
    failover: /^ *s3\.failOver\("us-east-1"\);\n/m,
    pause: /^ *s3\.pause\(\);\n/m,
    failback: /^ *s3\.failOver\("eu-west-1"\);\n/m,
    loss: '        s3.lose("us-east-1");\n',
    failure: /Tests run: 1, Failures: [01], Errors: [01]/,
  },
};
const LANGUAGES = Object.keys(EXPECTATIONS) as Language[];

/** Changes a file of a documented test. */
function changeFile(files: Files, name: string, pattern: RegExp, replacement: string): Files {
  const changed = files[name].replace(pattern, replacement);
  expect(changed).not.toBe(files[name]);
  return { ...files, [name]: changed };
}

const folder = temporaryFolder();
const documented = readDocumentedTests();
const projects = new Map<Language, UserProject>();

beforeAll(() => {
  const outdir = path.join(folder, 'packages');
  const packages = { ...buildTestingPackages(outdir), command: writeCommandPackage(outdir) };
  const at = (language: Language) => path.join(folder, language);
  projects.set('javascript', createJavaScriptProject(at('javascript'), packages));
  projects.set('python', createPythonProject(at('python'), packages));
  projects.set('java', createJavaProject(at('java'), packages));
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run test:testing', () => {
  describe.each(LANGUAGES)('in %s', (language) => {
    const { tests, success, failover, pause, failback, loss, failure } = EXPECTATIONS[language];
    const project = () => projects.get(language)!;
    const change = (pattern: RegExp, replacement: string) => {
      const [name] = Object.keys(documented[language]);
      const others = Object.entries(documented[language]).filter(([file]) => file === name || !file.includes('.test.'));
      return changeFile(Object.fromEntries(others), name, pattern, replacement);
    };

    test('passes the tests of docs/testing.md', async () => {
      const { exitCode, output } = await project().runTests(documented[language]);
      expect(exitCode === 0 ? '' : output).toBe('');
    }, 300_000);

    test('fails the test of docs/testing.md without its failover', async () => {
      const { exitCode, output } = await project().runTests(change(failover, ''));
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(failure);
    }, 300_000);

    test('misses no film if replication does not stop', async () => {
      const { exitCode, output } = await project().runTests(change(pause, ''));
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(failure);
      expect(output).toMatch(/2021/);
    }, 300_000);

    test('reads in Ireland after the failback, and fails without Virginia and without the failback', async () => {
      const passed = await project().runTests(change(failback, `$&${loss}`));
      expect(passed.exitCode === 0 ? '' : passed.output).toBe('');
      const failed = await project().runTests(change(failback, loss));
      expect(failed.exitCode).not.toBe(0);
      expect(failed.output).toMatch(failure);
    }, 300_000);

    test('passes the tests of the package', async () => {
      const { exitCode, output } = await project().runTests(readTests(language, tests));
      expect(exitCode === 0 ? '' : output).toBe('');
      expect(output).toMatch(success);
    }, 300_000);
  });

  test('passes the test of Vitest in docs/testing.md, which fails without its failover', async () => {
    const { javascript: files } = documented;
    const project = useVitest(path.join(folder, 'javascript'));
    const passed = await project.runTests(files);
    expect(passed.exitCode === 0 ? '' : passed.output).toBe('');
    expect(passed.output).toMatch(/Tests +1 passed/);
    const failed = await project.runTests(
      changeFile(files, 'loss.spec.mjs', EXPECTATIONS.javascript.failover, ''));
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toMatch(/Tests +1 failed/);
  }, 300_000);
});
