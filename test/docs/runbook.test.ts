import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';

const ROOT = path.join(__dirname, '..', '..');
const runbook = readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8');
const entries = new Map(runbook.split(/^##+ /m).slice(1).map((entry) => [entry.split('\n')[0], entry]));

/** The codes of the Lambda functions and of the command line. All other codes are reported before a deployment. */
const codes = DIAGNOSTICS.filter(({ id }) => id.startsWith('MRAP9')).map(({ id }) => id);
const DISASTERS = ['Region outage', 'Home Region outage', 'Region outage in a pipeline', 'Deleted member bucket'];

/** The chapters to which the descriptions of alarms and rules link. */
const operations = path.join(ROOT, 'src', 'constructs', 'operations');
const ALARMS = [
  'replication-latency', 'replication-failed', 'replication-pending', 'bucket-changes',
  'access-point-changes', 'route-changes', 'runbook-executions',
];

describe('docs/runbook.md', () => {
  test.each([...codes, ...DISASTERS])('explains the meaning, the check and the fix of %s', (heading) => {
    expect(entries.get(heading)).toMatch(/\*\*Meaning\*\*: [^]+\n\n\*\*Check\*\*: [^]+\n\n\*\*Fix\*\*: ./);
  });

  test.each(ALARMS)('explains the alarm %s', (heading) => {
    expect(entries.get(heading))
      .toMatch(/\*\*Description\.\*\* [^]+\*\*Investigation\.\*\* ?[^]+\*\*Resolution\.\*\* ./);
  });

  test('contains a chapter for every alarm that links to it', () => {
    const sources = readdirSync(operations).map((file) => readFileSync(path.join(operations, file), 'utf8')).join('\n');
    const kind = /'((?:replication|bucket|access-point|route|runbook)-(?:latency|failed|pending|changes|executions))'/g;
    const named = [...sources.matchAll(kind)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual([...ALARMS].sort());
  });

  test('contains no code that is never reported', () => {
    expect([...entries.keys()].filter((heading) => heading.startsWith('MRAP'))).toEqual(codes);
  });
});
