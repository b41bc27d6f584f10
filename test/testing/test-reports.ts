import * as path from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** The tests of a file: the number of those that passed, and the messages of the others. */
export interface FileResult {
  readonly passed: number;
  readonly failures: readonly string[];
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly failureMessages: readonly string[] }[];
  }[];
}

export function parseJestReport(text: string): Map<string, FileResult> {
  const { testResults } = JSON.parse(text) as JestReport;
  return new Map(testResults.map(({ name, assertionResults }) => {
    const failures = assertionResults.filter(({ status }) => status !== 'passed');
    return [path.basename(name), {
      passed: assertionResults.length - failures.length,
      failures: failures.map(({ failureMessages }) => failureMessages.join('\n')),
    }];
  }));
}

interface JUnitCase {
  readonly classname: string;
  /** Undefined, or an element that can be empty. */
  readonly failure?: object | string;
  readonly error?: object | string;
  readonly skipped?: object | string;
}

const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'testcase',
});

/**
 * Reads the reports of pytest and Maven. They contain modules and classes instead of files. A skipped test counts as
 * failed.
 */
export function parseJUnitReports(
  reports: readonly string[], nameFile: (module: string) => string,
): Map<string, FileResult> {
  const cases = reports.flatMap((report) => {
    const { testsuites, testsuite = testsuites?.testsuite } = parser.parse(report) as {
      testsuites?: { testsuite: { testcase: JUnitCase[] } }; testsuite?: { testcase: JUnitCase[] };
    };
    return testsuite?.testcase ?? [];
  });
  const results = new Map<string, FileResult>();
  for (const { classname, failure, error, skipped } of cases) {
    const { passed, failures } = results.get(nameFile(classname)) ?? { passed: 0, failures: [] };
    const problem = failure ?? error ?? skipped;
    results.set(nameFile(classname), problem === undefined
      ? { passed: passed + 1, failures } : { passed, failures: [...failures, JSON.stringify(problem)] });
  }
  return results;
}
