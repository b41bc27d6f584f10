import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { buildTestingPackages } from '../../testing/build-packages';
import { temporaryFolder } from '../support/temporary-folder';
import { readDocumentedTests } from './documented-tests';
import {
  createJavaProject, createJavaScriptProject, createPythonProject, readTests, runVitest, type UserProject,
} from './projects';

type Language = 'javascript' | 'python' | 'java';

interface Expectation {
  readonly tests: readonly string[];
  readonly success: RegExp;
  /** The failover of the documented test. */
  readonly failover: RegExp;
  /** The line that stops replication. */
  readonly pause: RegExp;
  readonly failure: RegExp;
}

const EXPECTATIONS: Readonly<Record<Language, Expectation>> = {
  javascript: {
    tests: ['tests/films.test.cjs'],
    success: /Tests: +4 passed, 4 total/,
    failover: /^ *await s3\.failOver\('us-east-1'\);\n/m,
    pause: /^ *await s3\.pause\(\);\n/m,
    failure: /Tests: +1 failed/,
  },
  python: {
    tests: ['tests/test_service.py'],
    success: /4 passed/,
    failover: /^ *mrap_simulation\.fail_over\("us-east-1"\)\n/m,
    pause: /^ *mrap_simulation\.pause\(\)\n/m,
    failure: /1 failed/,
  },
  java: {
    tests: ['src/test/java/example/FilmsTest.java'],
    success: /Tests run: 4, Failures: 0, Errors: 0/,
    failover: /^ *s3\.failOver\("us-east-1"\);\n/m,
    pause: /^ *s3\.pause\(\);\n/m,
    failure: /Tests run: 1, Failures: [01], Errors: [01]/,
  },
};
const LANGUAGES = Object.keys(EXPECTATIONS) as Language[];

const folder = temporaryFolder();
const documented = readDocumentedTests();
const projects = new Map<Language, UserProject>();

beforeAll(() => {
  const packages = buildTestingPackages(path.join(folder, 'packages'));
  const at = (language: Language) => path.join(folder, language);
  projects.set('javascript', createJavaScriptProject(at('javascript'), packages));
  projects.set('python', createPythonProject(at('python'), packages));
  projects.set('java', createJavaProject(at('java'), packages));
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run test:testing', () => {
  describe.each(LANGUAGES)('in %s', (language) => {
    const { tests, success, failover, pause, failure } = EXPECTATIONS[language];
    const project = () => projects.get(language)!;
    const change = (pattern: RegExp, replacement: string) => {
      const [name] = Object.keys(documented[language]);
      const before = documented[language][name];
      const after = before.replace(pattern, replacement);
      expect(after).not.toBe(before);
      const others = Object.entries(documented[language]).filter(([file]) => file !== name && !file.includes('.test.'));
      return { ...Object.fromEntries(others), [name]: after };
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

    test('passes the tests of the package', async () => {
      const { exitCode, output } = await project().runTests(readTests(language, tests));
      expect(exitCode === 0 ? '' : output).toBe('');
      expect(output).toMatch(success);
    }, 300_000);
  });

  test('passes the test of Vitest in docs/testing.md, which fails without its failover', async () => {
    const { javascript: files } = documented;
    const passed = await runVitest(projects.get('javascript')!, files);
    expect(passed.exitCode === 0 ? '' : passed.output).toBe('');
    expect(passed.output).toMatch(/Tests +1 passed/);
    const test = files['loss.spec.mjs'].replace(EXPECTATIONS.javascript.failover, '');
    expect(test).not.toBe(files['loss.spec.mjs']);
    const failed = await runVitest(projects.get('javascript')!, { ...files, 'loss.spec.mjs': test });
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toMatch(/Tests +1 failed/);
  }, 300_000);
});
