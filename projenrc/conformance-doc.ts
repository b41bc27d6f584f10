import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { EXCLUDED_MARKERS, FAILURE_GROUPS } from '../test/s3-tests/failure-groups';
import { type SuiteResults } from '../test/s3-tests/suite-results';
import { CONFORMANCE_CASES } from '../test/simulator/conformance/cases';

const RESULTS = path.join(__dirname, '..', 'test', 's3-tests', 'results.json');

const HEAD = `<!-- Written from test/simulator/conformance by "npm run docs:conformance"; edit the cases there. -->

# Conformance of the simulator

Each row of these tables is a request that the test suite sends to the simulator, once through the ARN of an access
point with a signature of SigV4A, and once to the endpoint of the bucket with a signature of SigV4. The columns contain
the status of the answer and the code of the error. 501 means that the simulator does not implement the request. It
never ignores a part of a request that it does not implement.`;

function groupByArea(): Map<string, typeof CONFORMANCE_CASES> {
  const areas = new Map<string, typeof CONFORMANCE_CASES>();
  for (const entry of CONFORMANCE_CASES) areas.set(entry.area, [...areas.get(entry.area) ?? [], entry]);
  return areas;
}

function renderTable(cases: typeof CONFORMANCE_CASES): string {
  return [
    '| request | through the access point | at the bucket |',
    '|---|---|---|',
    ...cases.map(({ request, expected }) => `| ${request} | ${expected['access point']} | ${expected.bucket} |`),
  ].join('\n');
}

/** Renders the results of the public test suite. */
function renderSuite({ commit, date, passed, failed, skipped, excluded }: SuiteResults): string {
  const groups = FAILURE_GROUPS.filter(({ title }) => title in failed)
    .map(({ title, reason }) => `| failed: ${title} | ${failed[title].length} | ${reason} |`);
  return [
    '## Public test suite',
    '',
    `The tests for S3 of [ceph/s3-tests](https://github.com/ceph/s3-tests) at commit \`${commit.slice(0, 8)}\`, run on`,
    `${date} at the endpoints of buckets with \`npm run test:s3-tests\`. \`test/s3-tests/results.json\` contains the`,
    'names of the failed tests.',
    '',
    '| result | tests | reason |',
    '|---|---|---|',
    `| passed | ${passed} | |`,
    ...groups,
    ...(skipped === 0 ? [] : [`| skipped by the suite | ${skipped} | They need settings of Ceph. |`]),
    `| not run | ${excluded} | Tests with other subjects: ${Object.keys(EXCLUDED_MARKERS).join('; ')}. |`,
  ].join('\n');
}

/** Renders docs/conformance.md. */
export function renderConformanceDoc(): string {
  const sections = [...groupByArea()].map(([area, cases]) => `## ${area}\n\n${renderTable(cases)}`);
  const suite = renderSuite(JSON.parse(readFileSync(RESULTS, 'utf8')) as SuiteResults);
  return `${[HEAD, ...sections, suite].join('\n\n')}\n`;
}
