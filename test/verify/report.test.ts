import { ASSUMPTIONS } from '../../verify/assumptions';
import { renderMarkdownTable } from '../../verify/report/markdown-table';
import { listActions, renderPlan } from '../../verify/report/plan';
import { renderJsonReport, renderReport, renderSummary } from '../../verify/report/report';
import { runProbes } from '../../verify/run';
import { runLocally } from '../../verify/targets/local';

const DATE = '2026-11-29T12:00:00.000Z';
const results = runProbes(ASSUMPTIONS.filter(({ id }) => ['18', 'C4', '28'].includes(id)), runLocally);

describe('renderReport', () => {
  test('shows every decision, and every call with its request id', async () => {
    const report = renderReport(await results, DATE);
    expect(report).toContain(`${DATE}. 3 probes: 0 refuted, 0 cannot tell, 3 confirmed.`);
    expect(report).toContain('| C4 | driver | confirmed | the function saw UPDATE_COMPLETE_CLEANUP_IN_PROGRESS |');
    expect(report)
      .toMatch(/\| 2026-01-01T00:00:00.000Z \| eu-west-1 \| PutBucketReplication \| InvalidRequest \| \w+ \|/);
    expect(report).toMatch(/\| us-east-1 \| DeleteBucket \| ok \| \w+ \|/);
  });
});

describe('renderJsonReport', () => {
  test('has a version, and the same decisions', async () => {
    const { version, probes } = JSON.parse(renderJsonReport(await results, DATE)) as {
      version: number; probes: { id: string; decision: string }[];
    };
    expect(version).toBe(1);
    expect(probes.map(({ id, decision }) => `${id} ${decision}`))
      .toEqual(['18 confirmed', '28 confirmed', 'C4 confirmed']);
  });
});

describe('renderSummary', () => {
  test('shows one line for each probe', async () => {
    expect(renderSummary(await results).split('\n')).toHaveLength(6);
  });
});

describe('renderPlan', () => {
  test('shows calls, times, groups and permissions', async () => {
    const plan = renderPlan(await results);
    expect(plan).toContain('Group hour, for any sandbox account. Probes: 2. Minutes, one after another: 6.');
    expect(plan).toContain('Group day, for an account without other access points. Probes: 1.');
    expect(plan).toContain('    PutBucketReplication in eu-west-1, 2 times\n');
    expect(plan).toContain('    clean-up: DeleteMultiRegionAccessPoint in us-west-2\n');
    expect(plan).toContain('    a stack of custom resources that record their requests');
    expect(plan).toContain('s3:PutReplicationConfiguration');
  });

  test('contains no call that deletes or changes resources of others', async () => {
    const all = await results;
    const operations = new Set(all.flatMap(({ steps, cleanUpSteps }) => [...steps, ...cleanUpSteps])
      .map(({ operation }) => operation).filter((operation) => !/^(Get|List|Describe|Lookup|Create)/.test(operation)));
    expect([...operations].sort()).toEqual([
      'DeleteBucket', 'DeleteMultiRegionAccessPoint', 'PutBucketReplication', 'PutBucketVersioning',
      'SubmitMultiRegionAccessPointRoutes',
    ]);
  });
});

describe('listActions', () => {
  test('names the actions of operations', () => {
    expect(listActions('PutBucketReplication')).toEqual(['s3:PutReplicationConfiguration', 'iam:PassRole']);
    expect(listActions('CreateBucket')).toEqual(['s3:CreateBucket']);
  });
});

describe('renderMarkdownTable', () => {
  test('escapes vertical bars', () => {
    expect(renderMarkdownTable(['a'], [['b|c']])).toBe('| a |\n|---|\n| b\\|c |');
  });
});
