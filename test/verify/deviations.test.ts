import { type StackResource } from '../../control/stacks';
import { type SimulatorOptions } from '../../simulator';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { PLANTED_DEVIATIONS } from '../../verify/deviations';
import { findProbe } from '../../verify/model/assumption';
import { type Probe } from '../../verify/model/probe';
import { runProbes } from '../../verify/run';
import { type ChangeReader, runOnDriver, type TimeOuts } from '../../verify/targets/driver';
import { runOnSimulator } from '../../verify/targets/simulator';

type ProbeOf<Subject> = Extract<Probe, { subject: Subject }>;

function findProbeOf<Subject extends Probe['subject']>(subject: Subject, id: string): ProbeOf<Subject> {
  const probe = ASSUMPTIONS.filter((assumption) => assumption.id === id).map(findProbe)[0];
  if (probe?.subject !== subject) throw new Error(`assumption ${id} has no probe of a ${subject}`);
  return probe as ProbeOf<Subject>;
}

const MINUTE = 60_000;

/** Returns the time of each operation: the first one needs a minute. */
function operationAfterFirst(duration: number): SimulatorOptions['duration'] {
  let operations = 0;
  return () => {
    operations += 1;
    return operations === 1 ? MINUTE : duration;
  };
}

describe('runOnSimulator', () => {
  const deviations: [string, string, SimulatorOptions][] = [
    ...PLANTED_DEVIATIONS.map(({ id, behavior, options }): [string, string, SimulatorOptions] =>
      [id, behavior, options]),
    ['2', 'shows an access point after three minutes', { visibilityLagMs: 3 * MINUTE }],
    ['2', 'never shows an access point', { visibilityLagMs: Infinity }],
    ['9', 'shows routes after five minutes', { routesLagMs: () => 5 * MINUTE }],
    ['9', 'shows routes after an hour', { routesLagMs: () => 60 * MINUTE }],
    ['19', 'shows rules after a minute and a half', { replicationLagMs: 1.5 * MINUTE }],
    ['19', 'shows rules after an hour', { replicationLagMs: 60 * MINUTE }],
    ['35', 'shows rules after an hour', { replicationLagMs: 60 * MINUTE }],
    ['51', 'shows events after twenty minutes', { eventHistoryLagMs: 20 * MINUTE }],
    ['73', 'keeps a refused policy proposed', { failedPolicy: 'stays' }],
    ['L1', 'accepts resources of other access points', { policyResources: 'ignored' }],
    ['L2', 'accepts public policies', { publicPolicies: 'accepted' }],
    ['L3', 'limits policies to 10 KB', { maxPolicyBytes: 10_240 }],
    ['O7', 'refuses submits for ten seconds', { routesConflictMs: 10_000 }],
    ['O8', 'leaves one control Region behind', {
      routesLagMs: (region) => (region === 'eu-west-1' ? 5 * MINUTE : 1_000),
    }],
  ];
  test.each(deviations)('refutes assumption %s for a service that %s', async (id, _behavior, options) => {
    const { decision, observation } = await runOnSimulator(findProbeOf('service', id), options);
    expect({ decision, observation }).toEqual({ decision: 'refuted', observation });
  });

  const undecided: [string, string, SimulatorOptions][] = [
    ['1', 'needs a day to create an access point', { duration: () => 24 * 60 * MINUTE }],
    ['5', 'needs a day to create an access point', { duration: () => 24 * 60 * MINUTE }],
    ['50', 'shows events after an hour', { eventHistoryLagMs: 60 * MINUTE }],
    ['28', 'shows events after an hour', { eventHistoryLagMs: 60 * MINUTE }],
    ['27', 'shows events after an hour', { eventHistoryLagMs: 60 * MINUTE }],
    ['73', 'accepts resources of other access points', { policyResources: 'ignored' }],
    ['70', 'shows no access point before it is READY', { visibilityLagMs: 2 * MINUTE }],
    ['3', 'needs a day for each operation', { duration: operationAfterFirst(24 * 60 * MINUTE) }],
    ['10', 'needs a day to create an access point', { duration: () => 24 * 60 * MINUTE }],
    ['O8', 'shows routes after an hour', { routesLagMs: () => 60 * MINUTE }],
  ];
  test.each(undecided)('does not decide assumption %s for a service that %s', async (id, _behavior, options) => {
    const { decision, observation } = await runOnSimulator(findProbeOf('service', id), options);
    expect({ decision, observation }).toEqual({ decision: 'cannot tell', observation });
  });

  test('refutes the permissions of a service that requires another one', async () => {
    for (const [id, action] of [
      ['10', 's3:CreateMultiRegionAccessPoint'], ['11', 's3:SubmitMultiRegionAccessPointRoutes'],
      ['11', 's3:GetMultiRegionAccessPointRoutes'],
    ]) {
      const options: SimulatorOptions = {
        authorize: (request) => !(request.caller?.startsWith('restricted') && request.action === action),
      };
      const { decision } = await runOnSimulator(findProbeOf('service', id), options);
      expect(decision).toBe('refuted');
    }
  });
});

describe('runProbes', () => {
  test('makes no decision if a probe fails', async () => {
    const [assumption] = ASSUMPTIONS;
    const [result] = await runProbes([assumption], async () => { throw new Error('no answer'); });
    expect(result.decision).toBe('cannot tell');
    expect(result.observation).toContain('the probe failed: Error: no answer');
  });
});

describe('runOnDriver', () => {
  const withStatus = (change: (status?: string) => string | undefined): ChangeReader => (directory) => ({
    getStatus: async (stackId) => change(await directory.getStatus(stackId)),
    getResource: async (...args) => directory.getResource(...args),
    listResources: async (...args) => directory.listResources(...args),
  });
  const withRows = (isListed: (id: string) => boolean): ChangeReader => (directory) => ({
    getStatus: async (...args) => directory.getStatus(...args),
    getResource: async () => undefined,
    listResources: async (stackId) =>
      (await directory.listResources(stackId)).filter(({ physicalId }) => isListed(physicalId)),
  });
  const withDeletion = (change: (row: StackResource) => StackResource | undefined): ChangeReader => (directory) => ({
    getStatus: async (...args) => directory.getStatus(...args),
    getResource: async (...args) => {
      const row = await directory.getResource(...args);
      return row?.status === 'DELETE_IN_PROGRESS' ? change(row) : row;
    },
    listResources: async (...args) => directory.listResources(...args),
  });
  const deviations: [string, string, ChangeReader][] = [
    ['45', 'shows a rollback as an update', withStatus((status) => status?.replace(/^UPDATE_ROLLBACK_/, 'UPDATE_'))],
    ['C4', 'shows a clean-up as complete', withStatus((status) => status?.replace(/_CLEANUP_IN_PROGRESS$/, ''))],
    ['C12', 'shows an update of a nested stack as complete', withStatus((status) => status?.replace(/_IN_PRO.*/, ''))],
    [
      'C13', 'shows the clean-up of a nested stack as complete',
      withStatus((status) => status?.replace(/_CLEANUP_IN_PROGRESS$/, '')),
    ],
    [
      'C14', 'shows the rollback of a nested stack as an update',
      withStatus((status) => status?.replace(/^UPDATE_ROLLBACK_/, 'UPDATE_')),
    ],
    [
      'C15', 'shows the clean-up of a nested stack as complete',
      withStatus((status) => status?.replace(/_CLEANUP_IN_PROGRESS$/, '')),
    ],
    [
      'C16', 'shows the deletion of a nested stack as a rollback',
      withStatus((status) => status?.replace(/^DELETE_/, 'ROLLBACK_')),
    ],
    [
      'C17', 'shows the deletion of a nested stack as failed',
      withStatus((status) => status?.replace(/_IN_.*/, '_FAILED')),
    ],
    ['46', 'shows no row', withRows(() => true)],
    ['46', 'shows a deletion as an update', withDeletion((row) => ({ ...row, status: 'UPDATE_COMPLETE' }))],
    ['46', 'shows another id in a deletion', withDeletion((row) => ({ ...row, physicalId: 'other' }))],
    ['48', 'lists no former resource', withRows((id) => id !== 'former')],
  ];
  test.each(deviations)('refutes assumption %s for a service that %s', async (id, _behavior, changeReader) => {
    const { decision, observation } = await runOnDriver(findProbeOf('deployment', id), changeReader);
    expect({ decision, observation }).toEqual({ decision: 'refuted', observation });
  });

  const unread: [string, string, ChangeReader][] = [
    ['C1', 'the status', withStatus(() => undefined)],
    ['C11', 'the status of a nested stack', withStatus(() => undefined)],
    ['45', 'the status', withStatus(() => undefined)],
    ['46', 'the row of a deletion', withDeletion(() => undefined)],
    ['48', 'the resources', withRows(() => false)],
  ];
  test.each(unread)('does not decide assumption %s if the function cannot read %s', async (id, _what, changeReader) => {
    const { decision, observation } = await runOnDriver(findProbeOf('deployment', id), changeReader);
    expect(decision).toBe('cannot tell');
    expect(observation).toContain('the function could not');
  });

  const timeOuts: [string, NonNullable<TimeOuts['timeOutAfter']>][] = [
    ['ignores ServiceTimeout', () => 3600],
    ['waits half an hour without ServiceTimeout', ({ ServiceTimeout: seconds = 1800 }) => Number(seconds)],
    ['waits two hours without ServiceTimeout', ({ ServiceTimeout: seconds = 7200 }) => Number(seconds)],
    ['fails a request after half of its ServiceTimeout', ({ ServiceTimeout: seconds = 7200 }) => Number(seconds) / 2],
  ];
  test.each(timeOuts)('refutes only assumption 91 for a service that %s', async (_behavior, timeOutAfter) => {
    const decisions = await Promise.all(ASSUMPTIONS.flatMap((assumption) => {
      const probe = findProbe(assumption);
      return probe?.subject !== 'deployment' ? [] : [
        runOnDriver(probe, undefined, { timeOutAfter }).then(({ decision }) => `${assumption.id} ${decision}`),
      ];
    }));
    expect(decisions.filter((decision) => !decision.endsWith('confirmed'))).toEqual(['91 refuted']);
  });

  test('does not decide assumption 91 if CloudFormation shows no row of the failed resource', async () => {
    const { decision } = await runOnDriver(findProbeOf('deployment', '91'), withRows(() => true));
    expect(decision).toBe('cannot tell');
  });
});

describe('sizeOfWaiterInput', () => {
  const decide = async (error?: string) => {
    const request = { type: 'Update' as const, logicalId: 'Resource', value: '', receivedAt: 0, listedIds: [] };
    const stack = { requests: [{ ...request, execution: { inputBytes: 82_000, error } }], deploy: async () => true };
    return (await findProbeOf('deployment', '74').run({ createStack: () => stack as never })).decision;
  };

  test.each([
    ['an accepted input', 'confirmed', undefined],
    ['a refused input', 'refuted', 'ValidationException'],
    ['an input that is too large', 'refuted', 'InvalidExecutionInput'],
    ['a denied call', 'cannot tell', 'AccessDeniedException'],
    ['a throttled call', 'cannot tell', 'ThrottlingException'],
  ])('decides by %s: %s', async (_case, decision, error) => {
    expect(await decide(error)).toBe(decision);
  });
});
