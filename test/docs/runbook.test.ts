import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';

const ROOT = path.join(__dirname, '..', '..');
const runbook = readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8');
const entries = new Map(runbook.split(/^##+ /m).slice(1).map((entry) => [entry.split('\n')[0], entry]));

/** What the Lambda functions and the command line say; everything else is said before anything is deployed. */
const codes = DIAGNOSTICS.filter(({ id }) => id.startsWith('MRAP9')).map(({ id }) => id);
const DISASTERS = ['A dead Region', 'A dead home Region', 'A lost member bucket'];

/** The headings that descriptions of alarms and of rules lead to. */
const operations = path.join(ROOT, 'src', 'operations');
const ALARMS = ['replication-latency', 'replication-failed', 'replication-pending', 'failover-backlog', 'bucket-changes', 'access-point-changes', 'route-changes'];

test.each([...codes, ...DISASTERS])('the runbook knows %s: what it means, what to look at, what to do', (heading) => {
  expect(entries.get(heading)).toMatch(/\*\*Meaning\*\*: [^]+\n\n\*\*Check\*\*: [^]+\n\n\*\*Cure\*\*: ./);
});

test.each(ALARMS)('the runbook knows the alarm %s', (heading) => {
  expect(entries.get(heading)).toMatch(/\*\*Description\.\*\* [^]+\*\*Investigation\.\*\* ?[^]+\*\*Resolution\.\*\* ./);
});

test('every heading that an alarm leads to is one of them', () => {
  const sources = readdirSync(operations).map((file) => readFileSync(path.join(operations, file), 'utf8')).join('\n');
  const named = [...sources.matchAll(/'((?:replication|failover|bucket|access-point|route)-(?:latency|failed|pending|backlog|changes))'/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual([...ALARMS].sort());
});

test('the runbook knows no code that is never told', () => {
  expect([...entries.keys()].filter((heading) => heading.startsWith('MRAP'))).toEqual(codes);
});
