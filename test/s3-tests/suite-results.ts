import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { FAILURE_GROUPS } from './failure-groups';

/** The recorded results of a run. */
export interface SuiteResults {
  /** The commit of the suite. */
  readonly commit: string;
  readonly date: string;
  readonly passed: number;
  /** The names of the failed tests, by the title of their group. */
  readonly failed: Readonly<Record<string, readonly string[]>>;
  /** The tests that the suite skips without further settings. */
  readonly skipped: number;
  /** The tests that the excluded markers deselect. */
  readonly excluded: number;
}

interface TestCase {
  readonly '@_name': string;
  readonly 'failure'?: unknown;
  readonly 'error'?: unknown;
  readonly 'skipped'?: unknown;
}

function groupFailures(failed: readonly string[]): Record<string, string[]> {
  const byGroup: Record<string, string[]> = {};
  for (const name of [...failed].sort()) {
    const { title } = FAILURE_GROUPS.find(({ pattern }) => pattern.test(name))!;
    byGroup[title] = [...byGroup[title] ?? [], name];
  }
  return byGroup;
}

/** Reads the report of pytest. */
export function readResults(
  reportFile: string, output: string, commit: string, date: Date,
): SuiteResults {
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'testcase' });
  const report = parser.parse(readFileSync(reportFile)) as {
    readonly testsuites: { readonly testsuite: { readonly testcase: readonly TestCase[] } };
  };
  const { testcase: cases } = report.testsuites.testsuite;
  // An error in the clean-up is a second result of the same test.
  const failed = new Set(cases.filter(({ failure, error }) => failure !== undefined || error !== undefined)
    .map((testCase) => testCase['@_name']));
  const skipped = cases.filter((testCase) => testCase.skipped !== undefined).length;
  const all = new Set(cases.map((testCase) => testCase['@_name']));
  return {
    commit,
    date: date.toISOString().slice(0, 10),
    passed: all.size - failed.size - skipped,
    failed: groupFailures([...failed]),
    skipped,
    excluded: Number(/(\d+) deselected/.exec(output)?.[1] ?? 0),
  };
}

/** Lists the differences from the recorded results: tests that fail now, and tests that no longer fail. */
export function compareResults(recorded: SuiteResults, current: SuiteResults): string[] {
  const [before, after] = [recorded, current].map(({ failed }) => Object.values(failed).flat());
  return [
    ...after.filter((name) => !before.includes(name)).map((name) => `${name} fails, but passed in the recorded run`),
    ...before.filter((name) => !after.includes(name)).map((name) => `${name} does not fail any more; record the run`),
  ];
}
