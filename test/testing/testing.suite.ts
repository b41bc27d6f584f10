import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { writeCommandPackage } from '../../projenrc/packages/command-package';
import { buildTestingPackages } from '../../testing/build-packages';
import { temporaryFolder } from '../support/temporary-folder';
import { readDocumentedTests } from './documented-tests';
import {
  createJavaProject, createJavaScriptProject, createPythonProject, type Files, readTests, type ReportedRun,
  type ReportingProject, useVitest,
} from './projects';
import { type FileResult } from './test-reports';

type Language = 'javascript' | 'python' | 'java';

interface Expectation {
  /** The files with the tests of the package, and the numbers of tests. */
  readonly packageTests: Readonly<Record<string, number>>;
  /** Names the file of a changed test. */
  readonly name: (change: string) => string;
  /** The failover of the documented test. */
  readonly failover: RegExp;
  /** The line that stops replication. */
  readonly pause: RegExp;
  readonly failback: RegExp;
  /** A line that makes Virginia unavailable. */
  readonly loss: string;
}

const EXPECTATIONS: Readonly<Record<Language, Expectation>> = {
  javascript: {
    packageTests: { 'tests/films.test.cjs': 7 },
    name: (change) => `loss${change}.test.js`,
    failover: /^ *await s3\.failOver\('us-east-1'\);\n/m,
    pause: /^ *await s3\.pause\(\);\n/m,
    failback: /^ *await s3\.failOver\('eu-west-1'\);\n/m,
    loss: "  await s3.lose('us-east-1');\n",
  },
  python: {
    packageTests: { 'tests/test_service.py': 16 },
    name: (change) => `test_films${change}.py`,
    failover: /^ *mrap_simulation\.fail_over\("us-east-1"\)\n/m,
    pause: /^ *mrap_simulation\.pause\(\)\n/m,
    failback: /^ *mrap_simulation\.fail_over\("eu-west-1"\)\n/m,
    loss: '    mrap_simulation.lose("us-east-1")\n',
  },
  java: {
    packageTests: {
      'src/test/java/example/FilmsTest.java': 10,
      'src/test/java/io/github/cdks3mrap/testing/SimulatorProcessTest.java': 1,
    },
    name: (change) => `src/test/java/Films${change}Test.java`,
    failover: /^ *s3\.failOver\("us-east-1"\);\n/m,
    pause: /^ *s3\.pause\(\);\n/m,
    failback: /^ *s3\.failOver\("eu-west-1"\);\n/m,
    loss: '        s3.lose("us-east-1");\n',
  },
};
const LANGUAGES = Object.keys(EXPECTATIONS) as Language[];

function changeText(text: string, pattern: RegExp, replacement: string): string {
  const changed = text.replace(pattern, replacement);
  expect(changed).not.toBe(text);
  return changed;
}

const folder = temporaryFolder();
const documented = readDocumentedTests();
const projects = new Map<Language, ReportingProject>();

/** Returns the documented files that are no tests. */
function selectSupportFiles(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([file]) => !/\.(?:test|spec)\.|test_|Test\.java/.test(file)));
}

/** Returns the tests of the package, and the documented test with each of four changes. */
function makeChangedTests(language: Language): Files {
  const { name, packageTests, failover, pause, failback, loss } = EXPECTATIONS[language];
  const text = documented[language][name('')];
  const change = (title: string, pattern: RegExp, replacement: string) => ({
    // The name of a class in Java is the name of its file.
    [name(title)]: changeText(text, pattern, replacement).replace('class FilmsTest', `class Films${title}Test`),
  });
  return {
    ...selectSupportFiles(documented[language]),
    ...change('WithoutFailover', failover, ''),
    ...change('WithoutPause', pause, ''),
    ...change('AfterFailback', failback, `$&${loss}`),
    ...change('WithoutFailback', failback, loss),
    ...readTests(language, Object.keys(packageTests)),
  };
}

beforeAll(async () => {
  const outdir = path.join(folder, 'packages');
  const packages = { ...buildTestingPackages(outdir), command: writeCommandPackage(outdir) };
  const at = (language: Language) => path.join(folder, language);
  const [javascript, python, java] = await Promise.all([
    createJavaScriptProject(at('javascript'), packages),
    createPythonProject(at('python'), packages),
    createJavaProject(at('java'), packages),
  ]);
  projects.set('javascript', javascript).set('python', python).set('java', java);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run test:testing', () => {
  describe.each(LANGUAGES)('in %s', (language) => {
    const { packageTests, name } = EXPECTATIONS[language];

    test('passes the tests of docs/testing.md', async () => {
      const { exitCode, output } = await projects.get(language)!.runTests(documented[language]);
      expect(exitCode === 0 ? '' : output).toBe('');
    }, 300_000);

    describe('with changes', () => {
      const PASSED: FileResult = { passed: 1, failures: [] };
      let exitCode: number;
      let results: ReportedRun['results'];

      // One run for all files, because each run starts Maven, jest or pytest.
      beforeAll(async () => {
        ({ exitCode, results } = await projects.get(language)!.reportTests(makeChangedTests(language)));
      }, 600_000);

      test('fails the test of docs/testing.md without its failover', () => {
        expect(exitCode).not.toBe(0);
        expect(results.get(name('WithoutFailover'))).toEqual({ passed: 0, failures: [expect.any(String)] });
      });

      test('misses no film if replication does not stop', () => {
        expect(results.get(name('WithoutPause'))).toEqual({ passed: 0, failures: [expect.stringMatching(/2021/)] });
      });

      test('reads in Ireland after the failback, and fails without Virginia and without the failback', () => {
        expect(results.get(name('AfterFailback'))).toEqual(PASSED);
        expect(results.get(name('WithoutFailback'))).toEqual({ passed: 0, failures: [expect.any(String)] });
      });

      test('passes the tests of the package', () => {
        for (const [file, passed] of Object.entries(packageTests)) {
          const reported = language === 'java' ? file : path.basename(file);
          expect(results.get(reported)).toEqual({ passed, failures: [] });
        }
      });
    });
  });

  test('passes the tests of Vitest in docs/testing.md, which fail without a failover', async () => {
    const { javascript: files } = documented;
    const project = await useVitest(path.join(folder, 'javascript'));
    const passed = await project.runTests(files);
    expect(passed.exitCode === 0 ? '' : passed.output).toBe('');
    expect(passed.output).toMatch(/Tests +2 passed/);
    const name = 'loss.spec.mjs';
    const failed = await project.runTests({
      ...selectSupportFiles(files), [name]: changeText(files[name], EXPECTATIONS.javascript.failover, ''),
    });
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toMatch(/Tests +1 failed/);
  }, 300_000);
});
