import { CONFORMANCE_CASES } from '../test/simulator/conformance/cases';

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

/** Renders docs/conformance.md. */
export function renderConformanceDoc(): string {
  const sections = [...groupByArea()].map(([area, cases]) => `## ${area}\n\n${renderTable(cases)}`);
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}
