import { ASSUMPTIONS } from '../../verify/assumptions';
import { renderMarkdownTable } from '../../verify/report/markdown-table';
import { renderPolicy } from '../../verify/report/permissions';
import { findRunPermissions, listActions, listRunActions, renderPlan } from '../../verify/report/plan';
import { makeReport, renderReport, renderSummary } from '../../verify/report/report';
import { runProbes } from '../../verify/run';
import { planRun } from '../../verify/targets/aws/plan-run';
import { runLocally } from '../../verify/targets/local';

const DATE = '2026-11-29T12:00:00.000Z';
const results = runProbes(ASSUMPTIONS.filter(({ id }) => ['18', 'C4', '28'].includes(id)), runLocally);
const makeLocalReport = async () =>
  makeReport({ target: 'local', results: await results, sharedSteps: [], left: [] }, DATE);

describe('renderReport', () => {
  test('shows every decision, and every call with its request id', async () => {
    const report = renderReport(await makeLocalReport());
    expect(report).toContain(`${DATE}, target local. 3 probes: 0 refuted, 0 cannot tell, 3 confirmed.`);
    expect(report).toContain('| C4 | driver | confirmed | the function saw UPDATE_COMPLETE_CLEANUP_IN_PROGRESS |');
    expect(report)
      .toMatch(/\| 2026-01-01T00:00:00.000Z \| eu-west-1 \| PutBucketReplication \| InvalidRequest \| \w+ \|/);
    expect(report).toMatch(/\| us-east-1 \| DeleteBucket \| ok \| \w+ \|/);
    expect(report).not.toContain('not confirmed');
  });

  test('begins with the refuted assumptions and their consequences, and shows what the clean-up left', async () => {
    const [first] = await results;
    const [step] = first.steps;
    const report = renderReport(makeReport({
      target: 'aws',
      results: [{ ...first, decision: 'refuted', observation: 'another message', steps: [], cleanUpSteps: [] }],
      sharedSteps: [step],
      left: [{ name: 'mrap-verify-1', reason: 'AccessDenied' }],
    }, DATE));
    expect(report).toContain(
      `### 18: refuted\n\n${first.assumption.statement}\n\nObservation: another message\n\n`
      + `Consequence if it is false: ${first.assumption.consequence}`);
    expect(report).toContain('| mrap-verify-1 | AccessDenied |');
    expect(report).toContain('### Shared access points, and the clean-up');
    expect(report).not.toContain('## Calls');
  });
});

describe('renderReport', () => {
  test('keeps text of a service on its line, and without markup', async () => {
    const [first] = await results;
    const text = 'no\n\n# Report\n| 9 | confirmed |\r<script> [a](b)';
    const report = renderReport(makeReport({
      target: 'aws',
      results: [{ ...first, decision: 'cannot tell', observation: text }],
      sharedSteps: [{ ...first.steps[0], outcome: text }],
      left: [{ name: 'mrap-verify-1', reason: text }],
    }, DATE));
    const shown = '# Report\\n| 9 | confirmed |\\u000d\\<script> \\[a](b)';
    expect(report).toContain('\nObservation: no');
    expect(report.split(shown)).toHaveLength(2);
    expect(report.split(shown.replace(/\|/g, '\\|'))).toHaveLength(4);
    expect(report).not.toMatch(/^(# Report|\| 9 )$/m);
    expect(report).not.toContain('\r');
  });
});

describe('makeReport', () => {
  test('has a version, and the same decisions', async () => {
    const { version, probes } = await makeLocalReport();
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

describe('planRun', () => {
  test('is not shorter than the time-out of a custom resource that never answers', async () => {
    const { minutes } = await planRun(ASSUMPTIONS.filter(({ id }) => id === '91'), ['day']);
    expect(minutes).toBeGreaterThan(60);
  });

  const planned = planRun(ASSUMPTIONS.filter(({ id }) => id === 'I4'), ['day']);

  test('is not shorter than the deletion of the network interfaces of a function', async () => {
    const { minutes } = await planned;
    // The creation and the deletion of the access point, and the deletion of the function.
    expect(minutes).toBeGreaterThan(80);
  });

  test('makes no step with a signature', async () => {
    const { probes: [{ steps }] } = await planned;
    expect(steps.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['GET', 'Invoke']));
    expect(JSON.stringify(steps)).not.toMatch(/AWS4|Signature|x-amz/i);
  });
});

describe('renderPlan', () => {
  const planned = planRun(
    ASSUMPTIONS.filter(({ id }) => ['9', '15', '18', '28', '46', 'C8', 'C9'].includes(id)), ['hour', 'day']);

  const complete = planRun(ASSUMPTIONS, ['hour']);

  test('shows calls, time, costs, groups and permissions', async () => {
    const plan = renderPlan(await planned, ASSUMPTIONS);
    expect(plan).toContain('Group hour, for any sandbox account. Probes: 6.');
    expect(plan).toContain(
      'Group day, for an account without other access points, with --i-own-this-account. Probes: 1.');
    expect(plan).toContain('    PutBucketReplication in eu-west-1, 3 times\n');
    expect(plan).toContain('    ContinueUpdateRollback in eu-west-1\n');
    expect(plan).toMatch(/Time: about \d+ minutes/);
    expect(plan).toContain('Costs: less than 0.10 USD.');
    expect(plan).toContain('    O10: because no program can make a Region fail');
    expect(plan).toContain('s3:PutReplicationConfiguration');
  });

  test('contains no call that deletes or changes resources of others', async () => {
    const { probes, sharedSteps, cleanUpSteps } = await complete;
    const operations = new Set([...probes.flatMap(({ steps }) => steps), ...sharedSteps, ...cleanUpSteps]
      .map(({ operation }) => operation).filter((operation) => !/^(Get|List|Describe|Lookup|Create)/.test(operation)));
    expect([...operations].sort()).toEqual([
      'DeleteBucket', 'DeleteMultiRegionAccessPoint', 'DeleteObject', 'HeadObject', 'PutBucketReplication',
      'PutBucketVersioning', 'PutMultiRegionAccessPointPolicy', 'PutObject', 'PutObjectLockConfiguration',
      'SubmitMultiRegionAccessPointRoutes',
    ]);
  });

  test('names the reason why a probe with a public policy never runs on AWS', async () => {
    const plan = renderPlan(await complete, ASSUMPTIONS);
    expect(plan).toContain('    L2: because a public policy alerts the owner of the account');
    expect((await complete).probes.map(({ assumption }) => assumption.id)).not.toContain('L2');
  });

  test('contains a policy that allows the printed permissions on resources of a run', async () => {
    const plan = renderPlan(await complete, ASSUMPTIONS);
    const policy = JSON.parse(plan.slice(plan.indexOf('\n{') + 1)) as {
      readonly Statement: readonly {
        readonly Action: readonly string[]; readonly Resource: string; readonly Condition?: object;
      }[];
    };
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect([...new Set(actions)].sort()).toEqual(listRunActions(await complete));
    const wide = policy.Statement.filter(({ Resource }) => !/mrap-verify[-/]/.test(Resource));
    const conditions = wide.flatMap(({ Condition }) => (Condition === undefined ? [] : [JSON.stringify(Condition)]));
    // A principal can call CloudFormation only for stacks of a run.
    const isOfRun = (condition: string) => /mrap-verify|"aws:CalledVia":"cloudformation/.test(condition);
    expect(conditions.filter((condition) => !isOfRun(condition))).toEqual([]);
    expect(conditions).toHaveLength(2);
    const unlimited = wide.filter(({ Condition }) => Condition === undefined);
    expect(unlimited.flatMap(({ Action }) => Action).sort()).toEqual([
      'iam:CreateServiceLinkedRole', 'iam:SimulatePrincipalPolicy', 'logs:DescribeLogGroups',
      's3:CreateMultiRegionAccessPoint',
      's3:DeleteMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation', 's3:GetMultiRegionAccessPoint',
      's3:GetMultiRegionAccessPointPolicy', 's3:GetMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets',
      's3:ListMultiRegionAccessPoints', 's3:PutMultiRegionAccessPointPolicy', 's3:SubmitMultiRegionAccessPointRoutes',
      'sts:GetCallerIdentity',
    ]);
  });

  test('contains a policy for all groups that IAM accepts as one policy', async () => {
    const [hour, day] = [await complete, await planRun(ASSUMPTIONS, ['day'])];
    const policy = renderPolicy(findRunPermissions({
      ...hour,
      probes: [...hour.probes, ...day.probes],
      resourceTypes: [...new Set([...hour.resourceTypes, ...day.resourceTypes])],
    })).replace(/\s/g, '');
    expect(policy.length).toBeLessThanOrEqual(6144);
    const { Statement: statements } = JSON.parse(policy) as {
      readonly Statement: readonly { readonly Action: readonly string[]; readonly Condition?: object }[];
    };
    const ofNetworks = statements.filter(({ Action: [action] }) => action.startsWith('ec2:'));
    expect(ofNetworks).toHaveLength(2);
    expect(ofNetworks.filter(({ Condition }) => !JSON.stringify(Condition).includes('aws:CalledVia'))).toEqual([]);
  });

  const selections: [string, readonly string[], readonly string[]][] = [
    ['an access point', ['2'], ['role of replication']],
    ['callers with few permissions', ['10', '52'], ['role of replication', '3 roles of callers']],
    ['a custom resource', ['C4'], ['for a function, its queue', 'of the queue', 'DescribeStackResource']],
    ['a nested stack', ['C11'], [
      'for a function, its queue', 'of the queue', 'DescribeStackResource', 'templates of nested stacks',
    ]],
  ];
  test.each(selections)('contains only the calls and permissions for %s', async (_probes, ids, expected) => {
    const plan = await planRun(ASSUMPTIONS.filter(({ id }) => ids.includes(id)), ['hour']);
    const [, support = ''] = /^For the probes.*\n((?: {4}.*\n)+)/m.exec(renderPlan(plan, ASSUMPTIONS)) ?? [];
    const calls = support.trim().split('\n').slice(0, -1);
    expect(calls.map((call, index) => call.includes(expected[index]))).toEqual(expected.map(() => true));
    const actions = listRunActions(plan);
    const isAllowed = (action: string) => actions.includes(action);
    const hasDeployments = ids[0].startsWith('C');
    expect([
      'lambda:CreateFunction', 'sqs:CreateQueue', 'states:CreateStateMachine', 'logs:DescribeLogGroups',
      'cloudformation:UpdateStack',
    ].map(isAllowed)).toEqual(Array(5).fill(hasDeployments));
    expect(isAllowed('sts:AssumeRole')).toBe(ids.includes('10'));
    expect(isAllowed('s3:PutObject')).toBe(ids.includes('C11'));
    const [passRole] = findRunPermissions(plan).filter((permission) => permission.actions.includes('iam:PassRole'));
    const services = hasDeployments ? ['lambda.amazonaws.com', 'states.amazonaws.com'] : ['s3.amazonaws.com'];
    expect(passRole.condition).toEqual({ StringEquals: { 'iam:PassedToService': services } });
  });

  test('names a reason for each permission', async () => {
    expect(findRunPermissions(await planned).filter(({ reason = '' }) => reason === '')).toEqual([]);
  });

  test('estimates less than an hour and a half for the group hour', async () => {
    expect((await complete).minutes).toBeLessThan(90);
  });

  test('creates at most twelve access points for the group hour', async () => {
    const { probes, sharedSteps } = await complete;
    const creations = [...probes.flatMap(({ steps }) => steps), ...sharedSteps]
      .filter(({ operation }) => operation === 'CreateMultiRegionAccessPoint');
    expect(creations.length).toBeLessThanOrEqual(12);
  });

  test('needs no permission for all actions of a service', async () => {
    expect(listRunActions(await planned).filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action))).toEqual([]);
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
